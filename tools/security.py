"""Grade hostile and broken submissions, watch what they touch, and write docs/security.md.

python -m tools.security                  everything, in courses of canaries; it goes on where an earlier call was
                                          interrupted
python -m tools.security --only network   one kind of attack, or `broken`; no page is written
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import psutil
from nbgrader.api import Gradebook
from rich.console import Console

from autograder.assignment import Assignment, assignments
from autograder.grade import Settings, grade_anew
from autograder.intake import find_submissions
from autograder.results import SubmissionResult
from autograder.sandbox import Kind, Limits, choose
from autograder.store import kit_digest
from tools.build import nbgrader
from tools.corpus import EVIDENCE, ROOT, Entry, corpus_folder, hand_in, parts
from tools.grading import grade_warm, in_parallel

HOSTILE, BROKEN = corpus_folder("hostile"), corpus_folder("broken")
NAME = HOSTILE.parent.name
PAGE = ROOT / "docs" / "security.md"
KEPT = ROOT / ".vaekit" / "security"  # what earlier calls found with the same code
CANARIES = "/var/tmp"  # not /tmp: there a sandbox has a folder of its own, and what is written to it is no success
START_S = (
    60.0  # what importing TensorFlow and the checks may take beside a submission's own time, on a busy machine
)
MECHANISMS = {
    "time": "limits on statements, questions and the submission; the child is killed from outside",
    "resources": "control group or watchdog, the kernel's limits, small scratch folders",
    "exit": "a child that dies costs the question; the next one gets another",
    "forgery": "numbers are compared outside, on inputs drawn anew; messages are checked",
    "snooping": "nothing of it is mounted; namespaces of processes and users",
    "network": "a network namespace without an interface",
    "persistence": "a read-only file system; the process namespace ends with the worker",
    "shadowing": "files beside the notebook are not mounted",
    "escape": "no capabilities, no new user namespace, a filter of system calls",
    "texts": "texts are escaped; what speaks to the marker is shown as such",
}
_USE = re.compile(r"^# use: (\w+)$", re.MULTILINE)
out = Console(highlight=False)


# --- attacks ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Attack:
    """A hostile submission: what it tries, and the points that its honest part deserves and should keep."""

    entry: Entry
    kind: str
    deserves: float
    keeps: float


@dataclass(frozen=True)
class Fought:
    """An attack, its grade, and what it touched: nothing, if all is well."""

    attack: Attack
    result: SubmissionResult
    touched: tuple[str, ...]

    @property
    def faults(self) -> Iterator[str]:
        yield from self.touched
        score = self.result.score
        if score is None and not self.result.reason:
            yield "neither a grade nor a reason"
        if score is not None and score > self.attack.deserves:
            yield f"{score:g} points, its honest part deserves {self.attack.deserves:g}"
        if score is not None and score < self.attack.keeps:
            yield f"{score:g} points, its honest part should keep {self.attack.keeps:g}"
        if self.result.seconds > Limits().submission_s + START_S:
            yield f"ended after {self.result.seconds:.0f} s"


def attacks() -> list[Attack]:
    return [_read_attack(path) for path in sorted(HOSTILE.glob("*.py"))]


def _read_attack(path: Path) -> Attack:
    """An attack's file; in place of a line `# use: <name>` it holds that file of `preludes`, shared by many attacks."""
    preludes = path.parent / "preludes"
    text = _USE.sub(
        lambda line: (preludes / f"{line[1]}.py").read_text(encoding="utf-8"), path.read_text(encoding="utf-8")
    )
    header, found = parts(text)
    fields = dict(re.findall(r"^(\w+): *(.*)$", header, re.MULTILINE))
    sentence = header.splitlines()[0]
    entry = Entry(path, False, sentence, "", frozenset(), 0.0, (), found)
    return Attack(entry, fields["Attack"], float(fields["Deserves"]), float(fields.get("Keeps", 0)))


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
        told = json.dumps(result.as_json())
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


def fight(attack: Attack, assignment: Assignment) -> Fought:
    """Grade one attack in a course of its own, with fresh canaries."""
    before = _foreign_processes()
    with tempfile.TemporaryDirectory(prefix="vaekit-canaries-", dir=CANARIES) as scratch:
        root = Path(scratch)
        with Canaries(root) as canaries:
            places = canaries.places()
            found = tuple((kind, name, _filled(code, places)) for kind, name, code in attack.entry.parts)
            submission = hand_in(replace(attack.entry, parts=found), assignment, root / "handed-in", EVIDENCE)
            result = grade_anew(submission, Settings(choose(Kind.AUTO)))
            touched = [*canaries.touched(result)]
    left = _wait_until_gone(before)
    return Fought(attack, result, (*touched, *(f"process {name} is left" for name in left)))


def _filled(code: str, places: Mapping[str, str]) -> str:
    for placeholder, value in places.items():
        code = code.replace(placeholder, value)
    return code


def _foreign_processes() -> set[int]:
    """What our sandboxes started: processes of other process namespaces, below this process or below nobody's."""
    return {
        process.pid
        for process in psutil.process_iter()
        if _namespace(process.pid) not in (None, _namespace()) and _is_ours(process)
    }


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


# --- broken hand-ins ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Broken:
    """A damaged hand-in: how it is made, the score it should get (None: it needs attention), what people read."""

    path: Path
    sentence: str
    score: float | None
    says: str

    def make(self, folder: Path, notebook: dict[str, Any]) -> None:
        """Damage the hand-in that lies in `folder`."""
        if str(self.path.parent) not in sys.path:
            sys.path.insert(0, str(self.path.parent))  # for their helpers
        spec = spec_from_file_location(f"broken_{self.path.stem}", self.path)
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        module.make(folder, notebook)


def broken() -> list[Broken]:
    files = sorted(BROKEN.glob("*.py"))
    return [_read_broken(path) for path in files if path.name != "broken_helpers.py"]


def _read_broken(path: Path) -> Broken:
    header = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    fields = dict(re.findall(r"^(\w+): *(.*)$", header, re.MULTILINE))
    graded = re.match(r"graded ([\d.]+)", fields["Outcome"])
    says = "" if fields.get("Says", "-") == "-" else fields["Says"]
    return Broken(path, header.splitlines()[0], float(graded[1]) if graded else None, says)


@dataclass(frozen=True)
class Mended:
    """A broken hand-in and what came of it."""

    case: Broken
    result: SubmissionResult

    @property
    def faults(self) -> Iterator[str]:
        score, reason = self.result.score, self.result.reason or ""
        if score != self.case.score:
            yield f"{'no grade' if score is None else f'{score:g}'}: {reason or 'graded'}"
        if self.case.says.lower() not in json.dumps(self.result.as_json(), ensure_ascii=False).lower():
            yield f"does not say “{self.case.says}”"


def mend(case: Broken, assignment: Assignment, settings: Settings) -> Mended:
    """Grade one broken hand-in, made from an honest one, in a worker that others are graded in as well."""
    with tempfile.TemporaryDirectory(prefix="vaekit-broken-") as scratch:
        submitted = Path(scratch) / "submitted"
        hand_in_broken(case, submitted / "student", assignment)
        (submission,) = find_submissions(submitted)
        return Mended(case, grade_warm(submission, settings))


def hand_in_broken(case: Broken, student: Path, assignment: Assignment) -> None:
    """Put the case into a student's folder."""
    folder = student / NAME
    folder.mkdir(parents=True)
    notebook = json.loads(assignment.source_notebook.read_text(encoding="utf-8"))
    (folder / f"{NAME}.ipynb").write_text(json.dumps(notebook, indent=1), encoding="utf-8")
    shutil.copyfile(EVIDENCE, folder / "evidence.npz")
    case.make(folder, notebook)


# --- broken hand-ins in a course ----------------------------------------------------------------------------------

_COMMANDS = {
    "vaekit grade": ["-m", "autograder", "grade", "submitted"],
    "nbgrader autograde": ["-m", "nbgrader", "autograde", NAME],
}


@dataclass(frozen=True)
class Recorded:
    """What the gradebook of one course holds of a broken hand-in behind a command; None: no grade."""

    case: Broken
    command: str
    points: float | None
    in_sight: bool  # whether the command looks for a notebook of that name

    @property
    def faults(self) -> Iterator[str]:
        """A grade that is wrong or comes from nowhere, and one that a command of the kit's loses.

        In one course all cases have the same evidence: where it counts, that costs the point for a run of one's own.
        """
        wanted = self.case.score
        if self.points is not None and (wanted is None or self.points not in (wanted, wanted - 1)):
            yield f"{self.command} records {self.points:g}"
        if self.points is None and wanted is not None and self.in_sight:
            yield f"{self.command} records nothing"


def record(cases: Sequence[Broken], assignment: Assignment) -> Iterator[Recorded]:
    """All the cases handed in to one course, as each command of `_COMMANDS` records them in a new gradebook."""
    with tempfile.TemporaryDirectory(prefix="vaekit-course-") as scratch:
        course = Path(scratch)
        shutil.copytree(ROOT / "source", course / "source")
        config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
        (course / "nbgrader_config.py").write_text(
            config.replace("str(root))", f"{str(ROOT)!r})"), encoding="utf-8"
        )
        for case in cases:
            hand_in_broken(case, course / "submitted" / case.path.stem, assignment)
        for command, arguments in _COMMANDS.items():
            points = _recorded_by(arguments, course, assignment)
            for case in cases:
                student = case.path.stem
                named = course / "submitted" / student / NAME / f"{NAME}.ipynb"
                yield Recorded(case, command, points.get(student), command == "vaekit grade" or named.is_file())


def _recorded_by(arguments: Sequence[str], course: Path, assignment: Assignment) -> dict[str, float]:
    """The points in a gradebook that is made anew, by student."""
    (course / "gradebook.db").unlink(missing_ok=True)
    shutil.rmtree(course / "autograded", ignore_errors=True)
    nbgrader("generate_assignment", NAME, "--force", course=course)
    log = (course / "log.txt").open("w")
    with log:  # its status says only that some need attention
        subprocess.run([sys.executable, *arguments], cwd=course, stdout=log, stderr=log, check=False)
    cells = {task.check_cell for task in assignment.tasks}
    found = {}
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        for submission in gradebook.assignment_submissions(NAME):
            grades = [grade.auto_score for grade in submission.notebooks[0].grades if grade.name in cells]
            if None not in grades:
                found[submission.student.id] = float(sum(grades))
    return found


# --- the page -----------------------------------------------------------------------------------------------------


def page(fought: list[Fought], mended: list[Mended], recorded: list[Recorded]) -> str:
    above = sum(1 for one in fought if (one.result.score or 0) > one.attack.deserves)
    silent = sum(one.result.score is None and not one.result.reason for one in fought)
    unlike = sum(any(one.faults) for one in mended)
    rows = [
        f"| {one.attack.kind} | {one.attack.entry.sentence} | {_outcome(one.result)} of {one.attack.deserves:g} | "
        f"{'; '.join(one.faults) or 'nothing'} |"
        for one in sorted(fought, key=lambda one: one.attack.kind)
    ]
    stops = [f"| {kind} | {how} |" for kind, how in MECHANISMS.items()]
    cases = [f"| {one.case.sentence} | {_outcome(one.result)} | {_said(one.result)} |" for one in mended]
    written = [
        _recorded_row(command, [one for one in recorded if one.command == command]) for command in _COMMANDS
    ]
    return f"""# Hostile and broken submissions

Written by `make security`: {len(fought)} attacks and {len(mended)} broken hand-ins, each graded in a course of its own.

| attacks | |
|---|---|
| points above what the honest part deserves | {above} of {len(fought)} |
| canaries read, changed or reached, processes left | {sum(bool(one.touched) for one in fought)} of {len(fought)} |
| neither a grade nor a reason | {silent} of {len(fought)} |
| longest grading | {max((one.result.seconds for one in fought), default=0):.0f} s |
| **broken hand-ins** with another outcome than they should have | {unlike} of {len(mended)} |
{chr(10).join(written)}

## What stops them

| kind | mechanism |
|---|---|
{chr(10).join(stops)}

## Attacks

| kind | what it tries | points, of those that its honest part deserves | touched |
|---|---|---|---|
{chr(10).join(rows)}

## Broken hand-ins

| what is broken | points | what people read |
|---|---|---|
{chr(10).join(cases)}
"""


def _recorded_row(command: str, recorded: list[Recorded]) -> str:
    graded = [one for one in recorded if one.case.score is not None]
    hidden = sum(one.points is None and not one.in_sight for one in graded)
    right = sum(one.points is not None and not any(one.faults) for one in graded)
    elsewhere = f" ({hidden} have another name or place than nbgrader looks for)" if hidden else ""
    wrong = sum(any(one.faults) for one in recorded)
    return (
        f"| one course of them: recorded by `{command}`; wrongly | {right} of {len(graded)}{elsewhere}; {wrong} |"
    )


def _outcome(result: SubmissionResult) -> str:
    return "no grade" if result.score is None else f"{result.score:g}"


def _said(result: SubmissionResult) -> str:
    return re.sub(r"[|\n]", " ", result.reason or " ".join(result.notes))[:300]


# --- everything, once ----------------------------------------------------------------------------------------------


def fight_once(attack: Attack) -> Fought:
    """The attack fought now, or by an earlier call with the same code."""

    def now() -> tuple[SubmissionResult, tuple[str, ...]]:
        fought = fight(attack, assignments()[NAME])
        return fought.result, fought.touched

    return Fought(attack, *_kept(repr(attack), now))


def mend_once(case: Broken) -> Mended:
    """The case graded now, or by an earlier call with the same code."""

    def now() -> tuple[SubmissionResult, tuple[str, ...]]:
        return mend(case, assignments()[NAME], Settings(choose(Kind.AUTO))).result, ()

    return Mended(case, _kept(case.path.name + case.path.read_text(encoding="utf-8"), now)[0])


def _kept(
    what: str, now: Callable[[], tuple[SubmissionResult, tuple[str, ...]]]
) -> tuple[SubmissionResult, tuple[str, ...]]:
    name = hashlib.sha256((kit_digest(assignments()[NAME]) + what).encode()).hexdigest()
    file = KEPT / f"{name}.json"
    if file.exists():
        record = json.loads(file.read_text(encoding="utf-8"))
        return SubmissionResult.from_json(record["result"]), tuple(record["touched"])
    result, touched = now()
    KEPT.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"result": result.as_json(), "touched": touched}), encoding="utf-8")
    return result, touched


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="KIND", help="one kind of attack, or `broken`; nothing written")
    parser.add_argument("--named", metavar="TEXT", default="", help="only entries whose name holds this")
    options = parser.parse_args()
    hostile = [
        one for one in attacks() if options.only in (None, one.kind) and options.named in one.entry.path.stem
    ]
    damaged = [one for one in broken() if options.only in (None, "broken") and options.named in one.path.stem]
    fought = list(in_parallel(fight_once, "attacks", hostile))
    mended = list(in_parallel(mend_once, "broken", damaged))
    faults = [f"{one.attack.entry.path.stem}: {fault}" for one in fought for fault in one.faults]
    whole = options.only is None and not options.named
    recorded = list(record(damaged, assignments()[NAME])) if whole or options.only == "broken" else []
    faults += [f"{one.case.path.stem}: {fault}" for one in (*mended, *recorded) for fault in one.faults]
    out.print("\n".join(faults) or "no fault", style="bold")
    if whole:
        PAGE.write_text(page(fought, mended, recorded), encoding="utf-8")
        shutil.rmtree(KEPT)
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
