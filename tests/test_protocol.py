"""The protocol: what goes in comes out, and no stream of bytes is taken for more than it is."""

from __future__ import annotations

import contextlib
import io
import json
import os
import pickle
import socket
import struct
import threading
import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.wire import (
    ConnectionLost,
    DeadlinePassed,
    ProtocolError,
    decode_frame,
    encode_frame,
    read_npy,
    receive,
    send,
)

FRAME = encode_frame({"kind": "answer", "answer": {"z": np.arange(6.0).reshape(2, 3), "n": [1, "a", None, True]}})
PREFIX = struct.calcsize(">4sIQ")
FUZZ = int(os.environ.get("VAEKIT_FUZZ", "500"))


def split(frame: bytes) -> tuple[bytes, bytes]:
    _, header, _ = struct.unpack(">4sIQ", frame[:PREFIX])
    return frame[PREFIX : PREFIX + header], frame[PREFIX + header :]


@pytest.mark.parametrize("dtype", ["bool", "uint8", "int64", "float16", "float32", "float64"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3, 4)])
def test_arrays_come_out_as_they_went_in(dtype, shape):
    array = np.random.default_rng().integers(0, 2, shape).astype(dtype)
    message = decode_frame(*split(encode_frame({"a": array, "deep": [{"b": array}]})))
    for back in (message["a"], message["deep"][0]["b"]):
        assert (back.dtype, back.shape) == (array.dtype, array.shape)
        assert np.array_equal(back, array)


def test_nothing_is_unpickled():
    class Bomb:
        def __reduce__(self):
            return (pytest.fail, ("it was unpickled",))

    stream = io.BytesIO()
    np.save(stream, np.array([Bomb()], dtype=object), allow_pickle=True)
    with pytest.raises(ValueError, match="object"):
        read_npy(stream.getvalue())
    with pytest.raises(ProtocolError):
        decode_frame(pickle.dumps({}), b"")


def test_declared_shape_must_agree_with_the_bytes():
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(stream, {"descr": "<f8", "fortran_order": False, "shape": (10**12,)})
    with pytest.raises(ValueError, match="does not agree"):
        read_npy(stream.getvalue() + b"12345678")


@pytest.mark.parametrize(
    "header",
    [
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        json.dumps({"message": {"$array": 5}, "sizes": []}).encode(),
        json.dumps({"message": {"a": {"$array": "0"}}, "sizes": [10**12]}).encode(),
        json.dumps({"message": [], "sizes": []}).encode(),
    ],
)
def test_bad_headers_are_refused(header):
    with pytest.raises(ProtocolError):
        decode_frame(header, b"")


@given(st.data())
@settings(max_examples=FUZZ, deadline=None, suppress_health_check=list(HealthCheck))
def test_mutated_frames_give_a_message_or_a_protocol_error(data):
    frame = bytearray(FRAME)
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(frame) - 1))
        frame[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=6))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(bytes(frame))
        theirs.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ProtocolError, ConnectionLost):
            assert isinstance(receive(ours, 5), dict)


def test_silence_ends_at_the_deadline():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(FRAME[:10])
        with pytest.raises(DeadlinePassed):
            receive(ours, 0.2)


def test_trickle_ends_at_the_deadline():
    """A byte now and then does not keep the other side waiting for ever."""
    ours, theirs = socket.socketpair()
    sent = iter(FRAME)
    with ours, theirs, pytest.raises(DeadlinePassed):
        receive(ours, 0.5, while_waiting=lambda: theirs.sendall(bytes([next(sent)])) or None)


def test_closed_connection_is_told():
    ours, theirs = socket.socketpair()
    theirs.close()
    with ours, pytest.raises(ConnectionLost):
        receive(ours, 1)
    with pytest.raises(ConnectionLost):
        send(theirs, {"kind": "ask"}, 1)


def test_an_array_has_one_place():
    frame = encode_frame({"a": np.zeros(3)})
    header, body = split(frame)
    twice = header.replace(b'{"$array": 0}', b'[{"$array": 0}, {"$array": 0}]')
    with pytest.raises(ProtocolError, match="two places"):
        decode_frame(twice, body)


def test_bytes_that_drip_in_are_watched():
    frame = encode_frame({"a": 1})
    looks: list[int] = []

    def drip(connection: socket.socket) -> None:
        for byte in frame:
            time.sleep(0.02)
            connection.send(bytes([byte]))

    ours, theirs = socket.socketpair()
    with ours, theirs:
        thread = threading.Thread(target=drip, args=(theirs,))
        thread.start()
        assert receive(ours, 60, lambda: looks.append(1)) == {"a": 1}
        thread.join()
    assert looks  # the frame takes longer than a tick, and never a tick without a byte
