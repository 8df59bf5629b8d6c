"""Grade hostile and broken submissions, watch what they touch, and write docs/security.md.

python -m tools.security                  everything, in courses of canaries, the attacks under each sandbox that this
                                          machine has; it goes on where an earlier call was interrupted
python -m tools.security --only network   one kind of attack, or `broken`, under the first sandbox; no page is written
python -m tools.security --sandbox landlock   the attacks under that sandbox; the page keeps what it says of the others
python -m tools.security --page           only writes the page, from what whole runs kept in docs/measured

An engine is tried where it runs. A process of another program that starts meanwhile and has no parent is taken for one
that an attack left: `unshare --pid --fork --mount-proc python -m tools.security` sees its own alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from autograder.authoring.assignment import Assignment, assignments
from autograder.grading.results.keys import kit_digest
from autograder.grading.settings import Settings
from autograder.grading.submission import grade_anew, new_sandbox
from autograder.records.json_text import record_of, values_of
from autograder.records.results import SubmissionResult
from autograder.records.settings import Kind
from autograder.sandbox.choose_backend import BACKENDS, choose
from autograder.sandbox.sandboxed_worker import Zygote
from autograder.wire import SCRATCH_FOLDER
from corpus.broken import Broken, Mended, broken, mend, record
from corpus.entries import EVIDENCE, ROOT, hand_in
from corpus.grading import in_parallel, kept_sandbox
from corpus.hostile import NAME, Attack, attacks
from tools.security_page import Fought, keep_attacks, keep_broken, kept_attacks, kept_broken, page
from tools.security_traces import Canaries, left_containers, left_since, students_processes

PAGE = ROOT / "docs" / "security.md"
KEPT = ROOT / ".vaekit" / "security"  # what a call that was interrupted found with the same code
CANARIES = "/var/tmp"  # not /tmp: there a sandbox has a folder of its own, and what is written to it is no success
out = Console(highlight=False)


# --- attacks ------------------------------------------------------------------------------------------------------


def fight(attack: Attack, assignment: Assignment, sandbox: Kind) -> tuple[SubmissionResult, tuple[str, ...]]:
    """Grade one attack in a course of its own, with fresh canaries; returns also what it touched.

    As in a class, its worker is forked from one that has imported the framework, where the sandbox can do so.
    """
    settings = Settings(choose(sandbox))
    zygote = _zygote(assignment, settings)
    before = students_processes()
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
    return result, (*touched, *left_since(before), *left_containers(sandbox))


def _zygote(assignment: Assignment, settings: Settings) -> Zygote | None:
    """What this process forks its workers from; None where each must be started anew."""
    kept = kept_sandbox(assignment, settings)
    if kept.isolates_children and not kept.is_ready:
        kept.fork().close()  # a first child answers when all processes of the sandbox have started
        kept.end_child()
    return kept.as_zygote()


def _filled(code: str, places: Mapping[str, str]) -> str:
    for placeholder, value in places.items():
        code = code.replace(placeholder, value)
    return code


# --- everything, once ----------------------------------------------------------------------------------------------


def fight_once(attack: Attack, sandbox: Kind) -> Fought:
    """The attack fought now, or by an earlier call with the same code."""

    found = _kept(repr(attack.entry), sandbox, lambda: fight(attack, assignments()[NAME], sandbox))
    return Fought.of(attack.under(sandbox), *found)


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
