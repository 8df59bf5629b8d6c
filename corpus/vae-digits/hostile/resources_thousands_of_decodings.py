"""A forged answer claims 3,000 calls of the decoder in each batch: the trusted side computes a gradient for each, and tiles the batch as many times, with no limit on time or memory. Scaled down: 20,000 fit into a message.

Attack: resources
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
# use: frames

_honest_train = _questions()["train"]
protocol = _wire()
_encode = protocol.encode_frame
def _swollen_encode(message):
    import json, struct
    frame = _encode(message)
    answer = getattr(message, "answer", None)
    if not (isinstance(answer, dict) and isinstance(answer.get("batches"), list)):
        return frame
    magic, header_bytes, body_bytes = struct.unpack(">4sIQ", frame[:16])
    content = json.loads(frame[16:16 + header_bytes])
    for state in content["message"]["answer"]["batches"]:
        state["decoded"] = state["decoded"][:1] * 3000
    header = json.dumps(content).encode()
    return struct.pack(">4sIQ", magic, len(header), body_bytes) + header + frame[16 + header_bytes:]
protocol.encode_frame = _swollen_encode
