"""Messages between the trusted side and the sandbox: a JSON header and `.npy` bytes, both bounded.

A frame is a magic word, the sizes of header and body, the header (JSON in UTF-8) and the body (arrays in
`.npy` form, one behind the other). Where the header holds `{"$array": i}` the i-th array belongs. Nothing is
ever unpickled, and no array is made before its declared size agrees with the bytes that came.

This file runs on both sides and imports only the standard library and numpy.
"""

from __future__ import annotations

import io
import json
import math
import socket
import struct
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

_MAGIC = b"VAEK"
_PREFIX = struct.Struct(">4sIQ")  # magic, header bytes, body bytes
HEADER_BYTES = 1 << 20
BODY_BYTES = 128 << 20
_MAX_ARRAYS = 256
_KINDS = "biuf"  # bool, integers, floats: numbers only
_TICK_S = 0.1
_NPY_PREFIX = 10  # bytes of a .npy array of version 1 before its header; the last two hold the header's size


class ProtocolError(Exception):
    """What came is no message of this protocol."""


class ConnectionLost(Exception):
    """The other side has gone."""


class DeadlinePassed(Exception):
    """The other side did not answer in time."""


def encode(message: dict[str, Any]) -> bytes:
    """A frame for `message`, a tree of JSON values and numeric arrays."""
    arrays: list[bytes] = []

    def pack(value: Any) -> Any:
        if isinstance(value, np.ndarray | np.generic):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.asarray(value, order="C"), allow_pickle=False)
            arrays.append(buffer.getvalue())
            return {"$array": len(arrays) - 1}
        if isinstance(value, dict):
            return {str(key): pack(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [pack(item) for item in value]
        return value

    tree = pack(message)
    header = json.dumps({"message": tree, "sizes": [len(array) for array in arrays]}).encode()
    return b"".join([_PREFIX.pack(_MAGIC, len(header), sum(map(len, arrays))), header, *arrays])


def decode(header: bytes, body: bytes) -> dict[str, Any]:
    """The message of a frame's header and body; raises ProtocolError on anything that is not one."""
    try:
        content = json.loads(header.decode("utf-8"), parse_constant=_not_finite)
        sizes, tree = content["sizes"], content["message"]
        arrays = _read_arrays(sizes, body)
        message = _unpack(tree, list(arrays))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError, MemoryError) as error:
        raise ProtocolError(f"not a message: {error}"[:200]) from error
    if not isinstance(message, dict):
        raise ProtocolError("not a message: no object")
    return message


def _not_finite(word: str) -> float:
    return math.nan if word == "NaN" else math.inf if word == "Infinity" else -math.inf


def _read_arrays(sizes: Any, body: bytes) -> list[np.ndarray[Any, Any]]:
    if not isinstance(sizes, list) or len(sizes) > _MAX_ARRAYS:
        raise ValueError("too many arrays")
    if any(type(size) is not int or size < 0 for size in sizes) or sum(sizes) != len(body):
        raise ValueError("the sizes of the arrays do not add up")
    arrays, start = [], 0
    for size in sizes:
        arrays.append(read_npy(body[start : start + size]))
        start += size
    return arrays


def read_npy(data: bytes, kinds: str = _KINDS) -> np.ndarray[Any, Any]:
    """One `.npy` array of the `kinds` allowed; its declared shape must agree with the bytes that are there."""
    start = _NPY_PREFIX + int.from_bytes(data[_NPY_PREFIX - 2 : _NPY_PREFIX], "little")
    shape, fortran_order, dtype = _npy_header(data[:start])
    if dtype.kind not in kinds or dtype.hasobject or (dtype.kind != "U" and dtype.itemsize > 8):
        raise ValueError(f"an array of {dtype}")
    rest = data[start:]
    if any(size < 0 for size in shape) or math.prod(shape) * dtype.itemsize != len(rest):
        raise ValueError("an array's shape does not agree with its bytes")
    return np.frombuffer(rest, dtype).reshape(shape, order="F" if fortran_order else "C")


@lru_cache(maxsize=64)  # most arrays of a class are of a few shapes; a header has 64 KiB at most
def _npy_header(header: bytes) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    stream = io.BytesIO(header)
    try:
        if np.lib.format.read_magic(stream) != (1, 0):
            raise ValueError("another version of the format")
        return np.lib.format.read_array_header_1_0(stream)
    except Exception as error:  # numpy's parser lets errors of ast, tokenize and warnings through
        raise ValueError(f"no .npy header: {error}") from error


def _unpack(value: Any, arrays: list[np.ndarray[Any, Any] | None]) -> Any:
    """The tree with its arrays in their places: each in one, so that a message is no larger than its bytes."""
    if isinstance(value, dict):
        if set(value) == {"$array"}:
            array, arrays[value["$array"]] = arrays[value["$array"]], None
            if array is None:
                raise ValueError("an array in two places")
            return array
        return {key: _unpack(item, arrays) for key, item in value.items()}
    if isinstance(value, list):
        return [_unpack(item, arrays) for item in value]
    return value


def send(connection: socket.socket, message: dict[str, Any], timeout_s: float | None = None) -> None:
    """Send one frame whole; raises ConnectionLost or DeadlinePassed."""
    try:
        connection.settimeout(timeout_s)
        connection.sendall(encode(message))
    except TimeoutError as error:
        raise DeadlinePassed("the message was not taken in time") from error
    except OSError as error:
        raise ConnectionLost(str(error)) from error


def receive(
    connection: socket.socket,
    timeout_s: float | None = None,
    while_waiting: Callable[[], None] | None = None,
) -> dict[str, Any]:
    """The next frame. `while_waiting` is called at every tick, and may raise to give up."""
    deadline = None if timeout_s is None else time.monotonic() + timeout_s
    magic, header_bytes, body_bytes = _PREFIX.unpack(_read(connection, _PREFIX.size, deadline, while_waiting))
    if magic != _MAGIC or header_bytes > HEADER_BYTES or body_bytes > BODY_BYTES:
        raise ProtocolError("not a message: wrong prefix or size")
    header = _read(connection, header_bytes, deadline, while_waiting)
    return decode(header, _read(connection, body_bytes, deadline, while_waiting))


def _read(
    connection: socket.socket, count: int, deadline: float | None, while_waiting: Callable[[], None] | None
) -> bytes:
    data = bytearray()
    looked = time.monotonic()
    while len(data) < count:
        if while_waiting and time.monotonic() - looked > _TICK_S:  # bytes that drip in are waiting, too
            looked = time.monotonic()
            while_waiting()
        left = _TICK_S if deadline is None else deadline - time.monotonic()
        if left <= 0:
            raise DeadlinePassed("no answer in time")
        try:
            connection.settimeout(min(left, _TICK_S) if while_waiting or deadline is not None else None)
            chunk = connection.recv(min(count - len(data), 1 << 20))
        except TimeoutError:
            continue
        except OSError as error:
            raise ConnectionLost(str(error)) from error
        if not chunk:
            raise ConnectionLost("the other side closed the connection")
        data += chunk
    return bytes(data)
