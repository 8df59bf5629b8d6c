"""What an attack may touch or leave: a course of canaries, processes, an engine's containers."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import psutil

from autograder.authoring.assignment import assignments
from autograder.records.json_text import write_record
from autograder.records.results import SubmissionResult
from autograder.records.settings import Kind
from autograder.sandbox.backends.container import containers
from autograder.sandbox.backends.environment import worker_environment
from corpus.entries import ROOT
from corpus.hostile import ENGINES, NAME


class Canaries:
    """A course with things that nobody may read or change, and listeners that nobody may reach."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.secret = f"canary-{uuid.uuid4().hex}"
        self.reached: list[str] = []
        self._sockets: list[socket.socket] = []

    def __enter__(self) -> Canaries:
        self._write()
        tcp, unix = socket.create_server(("127.0.0.1", 0)), socket.socket(socket.AF_UNIX)
        unix.bind(str(self.root / "listener"))
        unix.listen()
        self._port = tcp.getsockname()[1]
        for name, server in (("TCP", tcp), ("unix", unix)):
            self._sockets.append(server)
            threading.Thread(target=self._listen, args=(name, server), daemon=True).start()
        self._before = self._digests()
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._sockets:
            server.close()

    def places(self) -> dict[str, str]:
        """What an attacker who knows everything writes for each placeholder."""
        return {
            "@CANARY_FILE@": str(self.root / "home" / "secret.txt"),
            "@CANARY_DIR@": str(self.root / "home"),
            "@PORT@": str(self._port),
            "@UNIX@": str(self.root / "listener"),
            "@COURSE@": str(self.root / "course"),
            "@GRADEBOOK@": str(self.root / "course" / "gradebook.db"),
            "@NEIGHBOUR@": str(self.root / "course" / "submitted" / "neighbour" / NAME),
            "@HOME@": str(self.root / "home"),
            "@EMPTY_LINES@": "\n" * 60_000,
        }

    def touched(self, result: SubmissionResult) -> Iterator[str]:
        """What was read, changed or reached since the start."""
        told = write_record(result)
        if self.secret in told:
            yield "a secret stands in the result"
        if leak := re.search(r"LEAK [^\"]{,80}", told):
            yield f"it tells of a success: {leak[0]}"
        yield from (f"the {name} listener was reached" for name in self.reached)
        after = self._digests()
        changed = {
            name for name in self._before.keys() | after.keys() if self._before.get(name) != after.get(name)
        }
        yield from (f"{name} was changed" for name in sorted(changed))

    def _write(self) -> None:
        for name in ("home/secret.txt", f"course/submitted/neighbour/{NAME}/{NAME}.ipynb", "home/.ssh/id_ed25519"):
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.secret, encoding="utf-8")
        checks = assignments()[NAME].checks_folder.relative_to(ROOT)
        for folder in (Path("source"), checks):
            shutil.copytree(ROOT / folder, self.root / "course" / folder, dirs_exist_ok=True)
        (self.root / "course" / checks / "test_canary.py").write_text(f"# {self.secret}\n", encoding="utf-8")
        with sqlite3.connect(self.root / "course" / "gradebook.db") as gradebook:
            gradebook.execute("create table grade (secret text, manual_score real)")
            gradebook.execute("insert into grade values (?, 0)", (self.secret,))
        gradebook.close()

    def _digests(self) -> dict[str, str]:
        files = (path for path in self.root.rglob("*") if path.is_file() and "handed-in" not in path.parts)
        return {str(path.relative_to(self.root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def _listen(self, name: str, server: socket.socket) -> None:
        while True:
            try:
                server.accept()[0].close()
            except OSError:
                return
            self.reached.append(name)


# --- what is left --------------------------------------------------------------------------------------------------


def left_since(before: set[int]) -> Iterator[str]:
    """What is left since `students_processes` gave this, and which of those processes were ended."""
    yield from (f"process {pid} is left" for pid in sorted(_wait_until_gone(before)))
    ended = before - students_processes()
    yield from (f"process {pid}, from which workers are forked, was ended" for pid in sorted(ended))


def left_containers(sandbox: Kind) -> Iterator[str]:
    """The containers that this process has started and that the engine still has: their processes are the engine's."""
    if sandbox in ENGINES:
        yield from (f"container {name} is left" for name in containers(sandbox.value))


def students_processes() -> set[int]:
    """What our sandboxes started, below this process or nobody's: in other process namespaces, or by environment."""
    return {
        process.pid
        for process in psutil.process_iter()
        if (_namespace(process.pid) not in (None, _namespace()) or _is_students(process))
        and _is_ours(process)
        and not _has_ended(process)
    }


def _has_ended(process: psutil.Process) -> bool:
    """Return whether it is gone, or only its number is left until whoever forked it asks for its status."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.Error:
        return True


def _is_students(process: psutil.Process) -> bool:
    """Return whether it was started with the environment of a worker, which is a sandbox's own without namespaces."""
    try:
        return process.environ().get("USER") == worker_environment("")["USER"]
    except (psutil.Error, OSError):
        return False


def _is_ours(process: psutil.Process) -> bool:
    try:
        above = [parent.pid for parent in process.parents() if _namespace(parent.pid) == _namespace()]
    except psutil.Error:
        return False
    return os.getpid() in above or set(above) <= {1}


def _namespace(pid: int | str = "self") -> Path | None:
    try:
        return Path(f"/proc/{pid}/ns/pid").readlink()
    except OSError:
        return None


def _wait_until_gone(before: set[int]) -> set[int]:
    """The processes that are not gone after ten seconds."""
    for _ in range(100):
        if not (left := students_processes() - before):
            break
        time.sleep(0.1)
    return left
