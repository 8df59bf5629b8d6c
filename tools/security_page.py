"""The page docs/security.md, and what whole runs of `tools.security` keep for it: a column for each sandbox."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.records.json_text import record_of, values_of
from autograder.records.results import SubmissionResult
from autograder.records.settings import Kind, Limits
from corpus.broken import COMMANDS, Mended, Recorded
from corpus.entries import ROOT
from corpus.hostile import Attack, attacks

RUNS = ROOT / "docs" / "measured"  # the last whole run of each sandbox, in the repository: one takes an hour
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


# --- what whole runs keep ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fought:
    """An attack, its grade, and what it touched: nothing, if all is well."""

    attack: Attack
    score: float | None
    reason: str | None
    seconds: float
    touched: tuple[str, ...]

    @classmethod
    def of(cls, attack: Attack, result: SubmissionResult, touched: Sequence[str]) -> Fought:
        return cls(attack, result.score, result.reason, result.seconds, tuple(touched))

    @property
    def faults(self) -> Iterator[str]:
        yield from self.touched
        if self.score is None and not self.reason:
            yield "neither a grade nor a reason"
        if self.score is not None and self.score > self.attack.deserves:
            yield f"{self.score:g} points, its honest part deserves {self.attack.deserves:g}"
        if self.score is not None and self.score < self.attack.keeps:
            yield f"{self.score:g} points, its honest part should keep {self.attack.keeps:g}"
        if self.seconds > Limits().submission_s + START_S:
            yield f"ended after {self.seconds:.0f} s"


@dataclass(frozen=True)
class Column:
    """The attacks under one sandbox, by the kit whose code has that digest."""

    kind: Kind
    digest: str
    fought: list[Fought]

    def of(self, attack: Attack) -> Fought | None:
        return next((one for one in self.fought if one.attack.entry == attack.entry), None)


@dataclass(frozen=True)
class HandIns:
    """The broken hand-ins, as rows of tables, and how many of them ended otherwise than they should."""

    rows: list[str]
    recorded: list[str]
    unlike: int


def keep_attacks(kind: Kind, digest: str, fought: Sequence[Fought]) -> None:
    """Keep a whole run under one sandbox for the page."""
    found = {
        one.attack.entry.path.stem: {
            "score": one.score,
            "reason": one.reason and _without_places(one.reason),
            "seconds": round(one.seconds, 1),
            "touched": [_without_places(told) for told in one.touched],
        }
        for one in fought
    }
    _put(kind.value, {"digest": digest, "attacks": found})


def kept_attacks(kinds: Sequence[Kind]) -> list[Column]:
    """The last whole run of each of these sandboxes that has one, of the attacks that there are today."""
    return [column for kind in kinds if (column := _column(kind)) is not None]


def _column(kind: Kind) -> Column | None:
    record = _get(kind.value)
    if record is None:
        return None
    found = [
        Fought(one.under(kind), kept["score"], kept["reason"], kept["seconds"], tuple(kept["touched"]))
        for one in attacks()
        if (kept := record["attacks"].get(one.entry.path.stem)) is not None
    ]
    return Column(kind, record["digest"], found)


def keep_broken(mended: Sequence[Mended], recorded: Sequence[Recorded]) -> None:
    """Keep what came of the broken hand-ins for the page."""
    rows = [f"| {one.case.sentence} | {_outcome(one.result.score)} | {_said(one.result)} |" for one in mended]
    written = [_recorded_row(command, [one for one in recorded if one.command == command]) for command in COMMANDS]
    _put("broken", values_of(HandIns(rows, written, sum(any(one.faults) for one in mended))))


def kept_broken() -> HandIns | None:
    """What came of the broken hand-ins in the last whole run; None where there was none."""
    record = _get("broken")
    return record_of(HandIns, record) if record is not None else None


def _file(name: str) -> Path:
    return RUNS / f"security-{name}.json"


def _put(name: str, record: dict[str, Any]) -> None:
    RUNS.mkdir(parents=True, exist_ok=True)
    _file(name).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _get(name: str) -> dict[str, Any] | None:
    file = _file(name)
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


# --- the page -----------------------------------------------------------------------------------------------------


def page(columns: Sequence[Column], hand_ins: HandIns) -> str:
    """The whole page. An attack that a sandbox has not been tried with is said to be so."""
    names = [column.kind.value for column in columns]
    rows = [_attack_row(one, columns) for one in sorted(attacks(), key=lambda one: one.kind)]
    stops = [f"| {kind} | {how} |" for kind, how in MECHANISMS.items()]
    return f"""# Hostile and broken submissions

Written by `make security`: {len(attacks())} attacks under each sandbox of the machine, and {len(hand_ins.rows)}
broken hand-ins under the first of them, each graded in a course of its own. As in a class, the worker of an attack is
forked from one that has imported TensorFlow; an engine starts one for each.

| attacks | {" | ".join(names)} |
|---|{"---|" * len(columns)}
{chr(10).join(_summary(columns))}

| broken hand-ins | |
|---|---|
| with another outcome than they should have | {hand_ins.unlike} of {len(hand_ins.rows)} |
{chr(10).join(hand_ins.recorded)}

## What stops them

With an engine, its container has the namespaces, the mounts and the limits. With `landlock`, a Landlock ruleset and a
wider filter of system calls stand in the place of namespaces and mounts ([what that can't give, the names of hidden
files among it](threat-model.md)).

| kind | mechanism |
|---|---|
{chr(10).join(stops)}

## Attacks

Points, of those that its honest part deserves, under each sandbox.

| kind | what it tries | of | {" | ".join(names)} | touched |
|---|---|---|{"---|" * len(columns)}---|
{chr(10).join(rows)}

## Broken hand-ins

| what is broken | points | what people read |
|---|---|---|
{chr(10).join(hand_ins.rows)}
"""


def _summary(columns: Sequence[Column]) -> Iterator[str]:
    """The rows of the table of sums, a cell for each column."""
    for words, count in (
        ("points above what the honest part deserves", lambda one: (one.score or 0) > one.attack.deserves),
        ("canaries read, changed or reached, processes left", lambda one: bool(one.touched)),
        ("neither a grade nor a reason", lambda one: one.score is None and not one.reason),
    ):
        cells = [f"{sum(map(count, column.fought))} of {len(column.fought)}" for column in columns]
        yield f"| {words} | {' | '.join(cells)} |"
    longest = [f"{max((one.seconds for one in column.fought), default=0):.0f} s" for column in columns]
    yield f"| longest grading | {' | '.join(longest)} |"
    yield f"| digest of the kit's code | {' | '.join(f'`{column.digest[:12]}`' for column in columns)} |"


def _attack_row(attack: Attack, columns: Sequence[Column]) -> str:
    found = [column.of(attack) for column in columns]
    points = [_outcome(one.score) if one is not None else "not tried" for one in found]
    faults = [
        f"{column.kind.value}: {fault}"
        for column, one in zip(columns, found, strict=True)
        if one is not None
        for fault in one.faults
    ]
    sentence = attack.entry.sentence.replace("|", r"\|")
    cells = [attack.kind, sentence, f"{attack.deserves:g}", *points, "; ".join(faults) or "nothing"]
    return f"| {' | '.join(cells)} |"


def _recorded_row(command: str, recorded: list[Recorded]) -> str:
    graded = [one for one in recorded if one.case.score is not None]
    hidden = sum(one.points is None and not one.in_sight for one in graded)
    right = sum(one.points is not None and not any(one.faults) for one in graded)
    elsewhere = f" ({hidden} have another name or place than nbgrader looks for)" if hidden else ""
    wrong = sum(any(one.faults) for one in recorded)
    return (
        f"| one course of them: recorded by `{command}`; wrongly | {right} of {len(graded)}{elsewhere}; {wrong} |"
    )


def _outcome(score: float | None) -> str:
    return "no grade" if score is None else f"{score:g}"


def _said(result: SubmissionResult) -> str:
    return re.sub(r"[|\n]", " ", _without_places(result.reason or " ".join(result.notes)))[:300]


def _without_places(told: str) -> str:
    """What was told, without the places of this checkout and of the folders made for a run: the page is committed."""
    return re.sub(rf"{re.escape(str(ROOT))}/|\S*/vaekit-(?:broken|canaries)-[^/\s]*/", "", told)
