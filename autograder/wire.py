"""Messages between the grader and the sandbox: a JSON header and `.npy` bytes, both bounded.

A frame is a magic word, the sizes of header and body, the header (JSON in UTF-8) and the body (arrays in
`.npy` form, one behind the other). Where the header holds `{"$array": i}` the i-th array belongs. Nothing is
ever unpickled, and no array is made before its declared size agrees with the bytes that came.

This file also holds what both sides must agree on: orders, kinds of messages, their fields, and names of folders. It
runs on both sides and imports only the standard library and numpy, this where the first array comes or goes: a command
that grades nothing needs none.
"""

from __future__ import annotations

import dataclasses
import io
import json
import math
import socket
import struct
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

if TYPE_CHECKING:
    import numpy as np

_MAGIC = b"VAEK"
_PREFIX = struct.Struct(">4sIQ")  # magic, header bytes, body bytes
HEADER_BYTES = 1 << 20
BODY_BYTES = 128 << 20
_MAX_ARRAYS = 256
_NUMBER_KINDS = "biuf"  # bool, integers, floats: numbers only
_TICK_S = 0.1
_CHUNK_BYTES = 1 << 18  # a socket's buffer holds no more
_NPY_PREFIX = 10  # bytes of a .npy array of version 1 before its header; the last two hold the header's size

KIT_FOLDER = "/kit"  # where the sandbox has the files of `sandbox/inside` and this one
SCRATCH_FOLDER = "/scratch"  # the only working folder of student code
USER_ID = 1000  # of student code in a sandbox of namespaces
ERROR_CHARACTERS = 2000  # of a student's error that are passed on; who shows it cuts it between words
OUT_OF_TIME = "OutOfTime"  # the type of the error that ends student code when its time is over


class Order(Enum):
    """What a worker is told on its control socket, by one byte. FORK and FORK_WORKER bring a socket with them."""

    FORK = b"f"  # a child that serves the socket; the earlier child ends
    FORK_WORKER = b"w"  # another worker that obeys the socket
    END_CHILD = b"k"
    CHILD_STATE = b"s"  # answered with the signal that ended the child
    PING = b"p"  # answered at once


class MessageKind(StrEnum):
    """The `kind` of a message."""

    READY = "ready"  # from a worker: it has imported what it was told to
    ALIVE = "alive"
    CHILD_ENDED = "ended"
    LOAD = "load"  # to a child
    RUN = "run"
    PROCEED = "proceed"
    ASK = "ask"
    REFUSED = "refused"  # from a worker in place of a child: the machine can't start one
    KIT_ERROR = "kit_error"  # from a child: the kit's own code failed, before any student code ran
    PREPARED = "prepared"
    RUNNING = "running"
    LOADED = "loaded"
    ANSWER = "answer"
    MISSING = "missing"
    ERROR = "error"


class CellCode(NamedTuple):
    """A cell as the sandbox runs it; `defines` are the names that are taken from a cell of the reference."""

    name: str
    source: str
    defines: Sequence[str] = ()


@dataclass(frozen=True)
class Load:
    """Load a notebook: `questions` and `helpers` are compiled code, (bytes,) of uint8.

    `skip` are the numbers of cells and statements that are not run. With `confirm_each` the child waits for PROCEED
    before each statement.
    """

    kind: ClassVar = MessageKind.LOAD
    questions: Any
    helpers: Mapping[str, Any]
    given: Sequence[CellCode]
    reference: Sequence[CellCode]
    cells: Sequence[CellCode]
    skip: Sequence[tuple[int, int]]
    statement_s: float
    confirm_each: bool

    @classmethod
    def from_dict(cls, message: Mapping[str, Any]) -> Load:
        fields = {field.name: message[field.name] for field in dataclasses.fields(cls)}
        for name in ("given", "reference", "cells"):
            fields[name] = [CellCode(*cell) for cell in fields[name]]
        return cls(**fields)


@dataclass(frozen=True)
class Ask:
    """Answer a question; the answer has the same number."""

    kind: ClassVar = MessageKind.ASK
    question: str
    arguments: Mapping[str, Any]
    timeout_s: float
    number: int

    @classmethod
    def from_dict(cls, message: Mapping[str, Any]) -> Ask:
        return cls(**{field.name: message[field.name] for field in dataclasses.fields(cls)})


class ErrorReport(NamedTuple):
    """An exception in the sandbox.

    `cell` and `line` are the student's own line that it comes from; `question` the module of the kit and its line, if it
    was raised there; `loaded_cell` the cell that was run.
    """

    type: str
    text: str
    cell: str = ""
    line: int = 0
    question: tuple[str, int] | None = None
    loaded_cell: str = ""


@dataclass(frozen=True)
class Reply:
    """What a child sends; each kind has the fields that it needs. The grader believes none of them unchecked."""

    kind: MessageKind | None
    number: int | None = 0  # of the question
    answer: dict[str, Any] | None = None
    name: str = ""  # that is missing
    error: ErrorReport | None = None
    place: tuple[int, int] | None = None  # number of the cell and of the statement that runs
    errors: Sequence[ErrorReport] = ()  # of cells
    ready_error: ErrorReport | None = None  # of the assignment's own code, behind the notebook's


Message = Load | Ask | Reply


class Isolation(NamedTuple):
    """The module of `sandbox/inside` that isolates each child, what its functions take, and the limits that it sets."""

    module: str
    options: Mapping[str, Any]
    own_limits: Sequence[str] = ()  # of the kernel's, by name: the worker leaves them to the module


@dataclass(frozen=True)
class WorkerSettings:
    """What a worker is started with: its only argument, as JSON.

    `control` is the number of an inherited socket, or the path of one to connect to; `limits` are the kernel's, by name.
    """

    control: int | str
    preload: Sequence[str]
    limits: Mapping[str, int]
    isolation: Isolation | None
    show_stderr: bool

    def to_json(self) -> str:
        return json.dumps(vars(self))

    @classmethod
    def from_json(cls, text: str) -> WorkerSettings:
        fields = json.loads(text)
        if fields["isolation"] is not None:
            fields["isolation"] = Isolation(*fields["isolation"])
        return cls(**fields)


def code_name(module: str) -> str:
    """Return the file name under which a module of the kit is compiled for the sandbox."""
    return f"<{module}>"


class ProtocolError(Exception):
    """The received bytes are no message of this protocol."""


class ConnectionLost(Exception):
    """The other side closed the connection."""


class DeadlinePassed(Exception):
    """The other side did not answer in time."""


def encode_frame(message: Message | Mapping[str, Any]) -> bytes:
    """Return a frame for `message`, a tree of JSON values and numeric arrays."""
    import numpy as np

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

    tree = pack(message if isinstance(message, Mapping) else {"kind": message.kind, **vars(message)})
    header = json.dumps({"message": tree, "sizes": [len(array) for array in arrays]}).encode()
    return b"".join([_PREFIX.pack(_MAGIC, len(header), sum(map(len, arrays))), header, *arrays])


def decode_frame(header: bytes | bytearray, body: bytes | bytearray) -> dict[str, Any]:
    """Return the message of a frame's header and body. Raises ProtocolError where they are none."""
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


def _read_arrays(sizes: Any, body: bytes | bytearray) -> list[np.ndarray[Any, Any]]:
    if not isinstance(sizes, list) or len(sizes) > _MAX_ARRAYS:
        raise ValueError("too many arrays")
    if any(type(size) is not int or size < 0 for size in sizes) or sum(sizes) != len(body):
        raise ValueError("the sizes of the arrays do not add up")
    arrays, start = [], 0
    for size in sizes:
        array = read_npy(memoryview(body)[start : start + size])
        arrays.append(array if array.flags.aligned else array.copy())  # numpy takes longer for others
        start += size
    return arrays


def read_npy(data: bytes | memoryview, kinds: str = _NUMBER_KINDS) -> np.ndarray[Any, Any]:
    """Return one `.npy` array of the allowed `kinds`, which shares its bytes with `data`.

    Raises ValueError where its shape does not agree with its bytes.
    """
    import numpy as np

    start = _NPY_PREFIX + int.from_bytes(data[_NPY_PREFIX - 2 : _NPY_PREFIX], "little")
    shape, fortran_order, dtype = _npy_header(bytes(data[:start]))
    if dtype.kind not in kinds or dtype.hasobject or (dtype.kind != "U" and dtype.itemsize > 8):
        raise ValueError(f"an array of {dtype}")
    rest = memoryview(data)[start:]
    if any(size < 0 for size in shape) or math.prod(shape) * dtype.itemsize != len(rest):
        raise ValueError("an array's shape does not agree with its bytes")
    return np.frombuffer(rest, dtype).reshape(shape, order="F" if fortran_order else "C")


@lru_cache(maxsize=64)  # a class has arrays of a few shapes; a header has 64 KiB at most
def _npy_header(header: bytes) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    import numpy as np

    stream = io.BytesIO(header)
    try:
        if np.lib.format.read_magic(stream) != (1, 0):
            raise ValueError("another version of the format")
        return np.lib.format.read_array_header_1_0(stream)
    except Exception as error:  # numpy's parser lets errors of ast, tokenize and warnings through
        raise ValueError(f"no .npy header: {error}") from error


def _unpack(value: Any, arrays: list[np.ndarray[Any, Any] | None]) -> Any:
    """Return the tree with its arrays. Each is used once, so that a message is no larger than its bytes."""
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


def send(connection: socket.socket, message: Message | Mapping[str, Any], timeout_s: float | None = None) -> None:
    """Send one whole frame. Raises ConnectionLost or DeadlinePassed."""
    try:
        connection.settimeout(timeout_s)
        connection.sendall(encode_frame(message))
    except TimeoutError as error:
        raise DeadlinePassed("the message was not taken in time") from error
    except OSError as error:
        raise ConnectionLost(str(error)) from error


def receive(
    connection: socket.socket,
    timeout_s: float | None = None,
    while_waiting: Callable[[], None] | None = None,
) -> dict[str, Any]:
    """Return the next message. Raises ConnectionLost, DeadlinePassed or ProtocolError.

    `while_waiting` is called several times a second, and may raise to give up.
    """
    deadline = None if timeout_s is None else time.monotonic() + timeout_s
    magic, header_bytes, body_bytes = _PREFIX.unpack(_read(connection, _PREFIX.size, deadline, while_waiting))
    if magic != _MAGIC or header_bytes > HEADER_BYTES or body_bytes > BODY_BYTES:
        raise ProtocolError("not a message: wrong prefix or size")
    header = _read(connection, header_bytes, deadline, while_waiting)
    return decode_frame(header, _read(connection, body_bytes, deadline, while_waiting))


def _read(
    connection: socket.socket, count: int, deadline: float | None, while_waiting: Callable[[], None] | None
) -> bytearray:
    data = bytearray()
    last_tick = time.monotonic()
    while len(data) < count:
        if while_waiting and time.monotonic() - last_tick > _TICK_S:  # also while bytes come in slowly
            last_tick = time.monotonic()
            while_waiting()
        left = _TICK_S if deadline is None else deadline - time.monotonic()
        if left <= 0:
            raise DeadlinePassed("no answer in time")
        try:
            connection.settimeout(min(left, _TICK_S) if while_waiting or deadline is not None else None)
            chunk = connection.recv(min(count - len(data), _CHUNK_BYTES))
        except TimeoutError:
            continue
        except OSError as error:
            raise ConnectionLost(str(error)) from error
        if not chunk:
            raise ConnectionLost("the other side closed the connection")
        data += chunk
    return data
