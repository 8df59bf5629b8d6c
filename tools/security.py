"""Grade hostile and broken submissions, watch what they touch, and write docs/security.md.

python -m tools.security                  everything, in courses of canaries, the attacks under each sandbox that this
                                          machine has; it goes on where an earlier call was interrupted
python -m tools.security --only network   one kind of attack, or `broken`, under the first sandbox; no page is written
python -m tools.security --sandbox landlock   the attacks under that sandbox; the page keeps what it says of the others
python -m tools.security --page           only writes the page, from what whole runs kept in docs/measured
"""

from __future__ import annotations

import argparse
import atexit
import hashlib
import json
import os
import re
import shutil
import socket
import sqlite3
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import psutil
from rich.console import Console

from autograder.authoring.assignment import Assignment, assignments
from autograder.grading.results.keys import kit_digest
from autograder.grading.settings import Settings
from autograder.grading.submission import grade_anew, new_sandbox
from autograder.records.json_text import record_of, values_of, write_record
from autograder.records.results import SubmissionResult
from autograder.records.settings import Kind
from autograder.sandbox.backends.container import containers
from autograder.sandbox.backends.environment import worker_environment
from autograder.sandbox.choose_backend import BACKENDS, choose
from autograder.sandbox.sandboxed_worker import Sandbox, Zygote
from autograder.wire import SCRATCH_FOLDER
from corpus.broken import Broken, Mended, broken, mend, record
from corpus.entries import EVIDENCE, ROOT, hand_in
from corpus.grading import in_parallel
from corpus.hostile import NAME, Attack, attacks
from tools.security_page import Fought, keep_attacks, keep_broken, kept_attacks, kept_broken, page

PAGE = ROOT / "docs" / "security.md"
KEPT = ROOT / ".vaekit" / "security"  # what a call that was interrupted found with the same code
CANARIES = "/var/tmp"  # not /tmp: there a sandbox has a folder of its own, and what is written to it is no success
ENGINES = (Kind.PODMAN, Kind.DOCKER)  # whose processes are the engine's, not this process's
_sandboxes: dict[Kind, Sandbox] = {}  # whose workers others are forked from
out = Console(highlight=False)


# --- attacks ------------------------------------------------------------------------------------------------------


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


def fight(attack: Attack, assignment: Assignment, sandbox: Kind) -> tuple[SubmissionResult, tuple[str, ...]]:
    """Grade one attack in a course of its own, with fresh canaries; returns also what it touched.

    As in a class, its worker is forked from one that has imported the framework, where the sandbox can do so.
    """
    settings = Settings(choose(sandbox))
    zygote = _zygote(assignment, settings)
    before = _foreign_processes()
    with tempfile.TemporaryDirectory(prefix="vaekit-canaries-", dir=CANARIES) as scratch:
        root = Path(scratch)
        with Canaries(root) as canaries:
            places = canaries.places()
            if sandbox is Kind.LANDLOCK:  # there the working folder has another name each time
                places[SCRATCH_FOLDER] = "."
            found = tuple((kind, name, _filled(code, places)) for kind, name, code in attack.entry.parts)
            submission = hand_in(replace(attack.entry, parts=found), assignment, root / "handed-in", EVIDENCE)
            with new_sandbox(assignment, settings, zygote) as worker:
                result = grade_anew(submission, settings, worker)
            touched = [*canaries.touched(result)]
    left = [f"process {name} is left" for name in _wait_until_gone(before)]
    left += [f"process {name}, from which workers are forked, was ended" for name in before - _foreign_processes()]
    if sandbox in ENGINES:
        left += [f"container {name} is left" for name in containers(sandbox.value)]
    return result, (*touched, *left)


def _zygote(assignment: Assignment, settings: Settings) -> Zygote | None:
    """What this process forks its workers from; None where each must be started anew."""
    if settings.sandbox not in _sandboxes:
        _sandboxes[settings.sandbox] = kept = new_sandbox(assignment, settings)
        atexit.register(kept.close)
        if kept.isolates_children:  # a first child answers when all processes of a sandbox have started
            kept.fork().close()
            kept.end_child()
    return _sandboxes[settings.sandbox].as_zygote()


def _filled(code: str, places: Mapping[str, str]) -> str:
    for placeholder, value in places.items():
        code = code.replace(placeholder, value)
    return code


def _foreign_processes() -> set[int]:
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


def _wait_until_gone(before: set[int]) -> list[str]:
    for _ in range(100):
        left = _foreign_processes() - before
        if not left:
            return []
        time.sleep(0.1)
    return [str(pid) for pid in sorted(left)]


# --- everything, once ----------------------------------------------------------------------------------------------


def fight_once(attack: Attack, sandbox: Kind) -> Fought:
    """The attack fought now, or by an earlier call with the same code."""

    return Fought.of(attack, *_kept(repr(attack), sandbox, lambda: fight(attack, assignments()[NAME], sandbox)))


def mend_once(case: Broken, sandbox: Kind) -> Mended:
    """The case graded now, or by an earlier call with the same code."""

    def now() -> tuple[SubmissionResult, tuple[str, ...]]:
        return mend(case, assignments()[NAME], Settings(choose(sandbox))).result, ()

    return Mended(case, _kept(case.path.name + case.path.read_text(encoding="utf-8"), sandbox, now)[0])


def _kept(
    what: str, sandbox: Kind, now: Callable[[], tuple[SubmissionResult, tuple[str, ...]]]
) -> tuple[SubmissionResult, tuple[str, ...]]:
    name = hashlib.sha256((kit_digest(assignments()[NAME]) + sandbox.value + what).encode()).hexdigest()
    file = KEPT / f"{name}.json"
    if file.exists():
        record = json.loads(file.read_text(encoding="utf-8"))
        return record_of(SubmissionResult, record["result"]), tuple(record["touched"])
    result, touched = now()
    KEPT.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"result": values_of(result), "touched": touched}), encoding="utf-8")
    return result, touched


def offered() -> list[Kind]:
    """The sandboxes that this machine has, as `--sandbox auto` tries them."""
    return [one.kind for one in BACKENDS if one.is_automatic and one.problem() is None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="KIND", help="one kind of attack, or `broken`; no page is written")
    parser.add_argument(
        "--named", metavar="TEXT", default="", help="only entries whose name holds this; no page is written"
    )
    parser.add_argument("--sandbox", type=Kind, metavar="KIND", help="the attacks under this sandbox alone")
    parser.add_argument("--page", action="store_true", help="only write the page")
    options = parser.parse_args()
    part = options.only is not None or bool(options.named)
    if options.page:
        raise SystemExit(write_page())
    kinds = [options.sandbox] if options.sandbox is not None else offered()[: 1 if part else None]
    hostile = [
        one for one in attacks() if options.only in (None, one.kind) and options.named in one.entry.path.stem
    ]
    faults = []
    for kind in kinds:
        fought = list(in_parallel(fight_once, f"attacks, {kind.value}", hostile, [kind] * len(hostile)))
        faults += [
            f"{kind.value}, {one.attack.entry.path.stem}: {fault}" for one in fought for fault in one.faults
        ]
        if not part:
            keep_attacks(kind, kit_digest(assignments()[NAME]), fought)
    if options.sandbox is None:
        faults += broken_hand_ins(kinds[0], options.only, options.named)
    out.print("\n".join(faults) or "no fault", style="bold")
    if not part:
        write_page()
        shutil.rmtree(KEPT, ignore_errors=True)
    raise SystemExit(1 if faults else 0)


def broken_hand_ins(kind: Kind, only: str | None, named: str) -> list[str]:
    """Grade the broken hand-ins and record them in a course; all of them are kept for the page. Returns the faults."""
    damaged = [one for one in broken() if only in (None, "broken") and named in one.path.stem]
    mended = list(in_parallel(mend_once, "broken", damaged, [kind] * len(damaged)))
    whole = only in (None, "broken") and not named
    recorded = list(record(damaged, assignments()[NAME])) if whole else []
    if whole:
        keep_broken(mended, recorded)
    return [f"{one.case.path.stem}: {fault}" for one in (*mended, *recorded) for fault in one.faults]


def write_page() -> int:
    """Write the page from what is kept; returns an exit status, 2 where something of it is missing."""
    columns, hand_ins = kept_attacks([one.kind for one in BACKENDS]), kept_broken()
    if not columns or hand_ins is None:
        out.print("No whole run is kept: run `python -m tools.security`.")
        return 2
    PAGE.write_text(page(columns, hand_ins), encoding="utf-8")
    return 0


if __name__ == "__main__":
    main()
