"""Which shared libraries of the machine a Python environment needs: those that its binary files name, and their own.

An environment has a thousand binary files, and they are looked through once: what was found is kept in the user's cache
folder until a package is installed or removed, or the machine's libraries change.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import struct
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

from autograder.records.json_text import NotThatRecord, read_record, write_record

_MAGIC = b"\x7fELF\x02\x01"  # 64 bit, little-endian: every machine that TensorFlow is built for
_PROGRAM, _DYNAMIC, _INTERPRETER = "<IIQQQQQQ", 2, 3
_LOAD, _NEEDED, _STRINGS, _RPATH, _RUNPATH = 1, 1, 5, 15, 29
_LDCONFIG_LINE = re.compile(r"^\s*(\S+) \(.*\) => (/\S.*)$", re.MULTILINE)
_DEFAULT_FOLDERS = ("/lib64", "/usr/lib64", "/lib", "/usr/lib")
_LOADER_CACHE_FILE = "/etc/ld.so.cache"
_LOADED_BY_NAME = ("libgcc_s.so.1", "libnss_files.so.2")  # by the C library, which names them nowhere
_STRING_BYTES = 1 << 16


@dataclass(frozen=True)
class _Binary:
    """What a binary file needs of the dynamic loader."""

    interpreter: str | None
    needed: tuple[str, ...]
    folders: tuple[str, ...]  # where the loader looks first


def libraries(programs: Iterable[Path], folders: Iterable[Path]) -> list[str]:
    """Return the shared libraries outside `folders` that the programs and the binary files in `folders` need.

    The dynamic loader is among them. Each library is named by every path at which the loader looks for it.
    """
    programs = sorted({program.resolve() for program in programs})
    folders = sorted({folder.resolve() for folder in folders})
    cache_file = _cache_folder() / f"libraries-{_fingerprint([*programs, *folders])}.json"
    with contextlib.suppress(OSError, NotThatRecord):
        cached = read_record(list[str], cache_file.read_bytes())
        if all(Path(name).exists() for name in cached):
            return cached
    found = sorted(_needed_by([*programs, *_binaries(folders)], folders))
    with contextlib.suppress(OSError):  # then it is found anew the next time
        _save(cache_file, write_record(found))
    return found


def _cache_folder() -> Path:
    home = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(home) if os.path.isabs(home) else Path.home() / ".cache") / "vaekit"  # noqa: PTH117


def _fingerprint(paths: Iterable[Path]) -> str:
    """Return a hash that changes when a package is installed or removed, or the loader's cache is rebuilt."""
    watched = [Path(_LOADER_CACHE_FILE), Path(__file__), *paths]
    return hashlib.sha256(repr([(str(path), _modified_ns(path)) for path in watched]).encode()).hexdigest()[:24]


def _modified_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _save(cache_file: Path, text: str) -> None:
    cache_file.parent.mkdir(parents=True, exist_ok=True)
    for old in sorted(cache_file.parent.glob("libraries-*"), key=_modified_ns)[:-4]:
        old.unlink(missing_ok=True)
    draft = cache_file.with_suffix(f".{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(cache_file)


def _binaries(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for where, below, names in os.walk(folder):
            below[:] = [name for name in below if name != "__pycache__"]
            yield from (Path(where, name) for name in names if name.endswith(".so") or ".so." in name)


def _needed_by(binaries: list[Path], folders: list[Path]) -> set[str]:
    """Return the libraries outside the folders that the binaries need, directly or indirectly."""
    found: set[str] = set()
    todo: list[tuple[Path, tuple[str, ...]]] = [(path, ()) for path in binaries]
    wanted: set[tuple[str, tuple[str, ...]]] = {(name, ()) for name in _LOADED_BY_NAME}
    asked: set[tuple[str, tuple[str, ...]]] = set()
    while todo or wanted:
        while todo:
            path, inherited = todo.pop()
            binary = _read(path)
            if binary is None:
                continue
            if binary.interpreter is not None:
                found.add(binary.interpreter)
            where = tuple(dict.fromkeys((*binary.folders, *inherited)))
            wanted |= {(name, where) for name in binary.needed}
        for name, where in wanted - asked:
            asked.add((name, where))
            for place in _candidates(name, where):
                if not any(place.is_relative_to(folder) for folder in folders) and str(place) not in found:
                    found.add(str(place))
                    todo.append((place.resolve(), where))
        wanted = set()
    return found


def _candidates(name: str, folders: tuple[str, ...]) -> list[Path]:
    """Return the paths at which the loader may find a library: among listed ones it skips those for other processors."""
    named = [Path(folder, name) for folder in folders]
    listed = [Path(place) for place in _loader_cache().get(name, ())]
    default = [Path(folder, name) for folder in _DEFAULT_FOLDERS]
    found = ([path for path in places if path.is_file()] for places in (named, listed, default))
    return next(filter(None, found), [])


@cache
def _loader_cache() -> dict[str, list[str]]:
    """Return the loader's cache: the paths of each library."""
    program = shutil.which("ldconfig", path=os.pathsep.join(("/sbin", "/usr/sbin", os.defpath)))
    if program is None:
        return {}
    done = subprocess.run([program, "-p"], capture_output=True, text=True, check=False, errors="replace")
    found: dict[str, list[str]] = {}
    for name, place in _LDCONFIG_LINE.findall(done.stdout):
        found.setdefault(name, []).append(place)
    return found


def _read(path: Path) -> _Binary | None:
    """Return what a binary file needs; None where the file is no binary of this format."""
    try:
        with path.open("rb") as file:
            return _parse(file, path.parent)
    except (OSError, struct.error, StopIteration, ValueError):
        return None


def _parse(file: BinaryIO, origin: Path) -> _Binary | None:
    head = file.read(64)
    if not head.startswith(_MAGIC):
        return None
    (start,), (size, count) = struct.unpack_from("<Q", head, 32), struct.unpack_from("<HH", head, 54)
    table = _bytes(file, start, size * count)
    parts = [struct.unpack_from(_PROGRAM, table, number * size) for number in range(count)]
    interpreter = next((_text(file, part[2]) for part in parts if part[0] == _INTERPRETER), None)
    dynamic = next((_bytes(file, part[2], part[5]) for part in parts if part[0] == _DYNAMIC), b"")
    entries = list(struct.iter_unpack("<QQ", dynamic))
    if not entries:
        return _Binary(interpreter, (), ())
    address = next(value for kind, value in entries if kind == _STRINGS)
    loads = ((part[2], part[3], part[5]) for part in parts if part[0] == _LOAD)
    strings = next(at + address - begin for at, begin, length in loads if begin <= address < begin + length)
    texts = [
        (kind, _text(file, strings + value)) for kind, value in entries if kind in (_NEEDED, _RPATH, _RUNPATH)
    ]
    folders = [folder for kind, text in texts if kind != _NEEDED for folder in text.split(":") if folder]
    return _Binary(
        interpreter,
        tuple(text for kind, text in texts if kind == _NEEDED),
        tuple(os.path.normpath(re.sub(r"\$ORIGIN|\$\{ORIGIN\}", str(origin), folder)) for folder in folders),
    )


def _bytes(file: BinaryIO, start: int, count: int) -> bytes:
    file.seek(start)
    return file.read(count)


def _text(file: BinaryIO, start: int) -> str:
    data = _bytes(file, start, 256)
    if b"\0" not in data:
        data = _bytes(file, start, _STRING_BYTES)
    return os.fsdecode(data[: data.index(b"\0")])
