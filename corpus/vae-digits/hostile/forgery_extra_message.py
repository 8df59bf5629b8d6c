"""One forged answer ahead of time: from then on every answer that the grader reads belongs to the question before.

Attack: forgery
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import sys
# use: frames

protocol = _wire()
_connection = _child()._connection
import sys
_sample = _questions()["sample"]
def _sample_twice(parts, **arguments):
    answer = _sample(parts, **arguments)
    protocol.send(_connection, {"kind": "answer", "answer": answer})
    return answer
_questions()["sample"] = _sample_twice
