"""The page of attacks: a column for each sandbox, from what whole runs have kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.records.outcomes import Outcome
from autograder.records.results import CheckResult, SubmissionResult, TaskResult
from autograder.records.settings import Kind
from corpus.broken import broken
from corpus.hostile import Attack, attacks
from tools import security_page
from tools.security_page import Fought, Mended, keep_attacks, keep_broken, kept_attacks, kept_broken, page


@pytest.fixture
def runs(tmp_path, monkeypatch):
    monkeypatch.setattr(security_page, "RUNS", tmp_path / "runs")


def fought(attack: Attack, points: float, *touched: str) -> Fought:
    check = CheckResult("c", "It holds.", 100, points, Outcome.PASSED, "")
    tasks = (TaskResult("t", 100, (check,)),)
    return Fought.of(attack, SubmissionResult("x", "p", None, 100, 0, 3.0, tasks), touched)


def rows_of(text: str) -> dict[str, list[str]]:
    """The cells of the rows of the page's first table, by their first cell."""
    rows = [line.strip("| ").split(" | ") for line in text.partition("broken hand-ins |")[0].splitlines()]
    return {row[0]: row for row in rows}


def test_each_sandbox_has_a_column_with_its_own_outcomes(runs):
    here = attacks()
    first, second = here[0], here[1]
    keep_attacks(Kind.BWRAP, "a" * 64, [fought(one, one.deserves) for one in here])
    stolen = fought(first, first.deserves + 1, "the TCP listener was reached")
    keep_attacks(Kind.LANDLOCK, "b" * 64, [stolen, *[fought(one, one.deserves) for one in here[2:]]])
    keep_broken([Mended(broken()[0], SubmissionResult("x", "p", "No notebook.", 100, 0, 3.0, ()))], [])
    columns, hand_ins = kept_attacks([Kind.BWRAP, Kind.DOCKER, Kind.LANDLOCK]), kept_broken()
    assert [column.kind for column in columns] == [Kind.BWRAP, Kind.LANDLOCK]
    text = page(columns, hand_ins)
    rows = rows_of(text)
    assert rows["attacks"] == ["attacks", "bwrap", "landlock"]
    above = "points above what the honest part deserves"
    assert rows[above][1:] == [f"0 of {len(here)}", f"1 of {len(here) - 1}"]
    assert rows["digest of the kit's code"][1:] == [f"`{'a' * 12}`", f"`{'b' * 12}`"]
    (row,) = [line for line in text.splitlines() if first.entry.sentence in line]
    assert row.endswith(
        f"| {first.deserves:g} | {first.deserves:g} | {first.deserves + 1:g} | landlock: the TCP listener was reached; "
        f"landlock: {first.deserves + 1:g} points, its honest part deserves {first.deserves:g} |"
    )
    (row,) = [line for line in text.splitlines() if second.entry.sentence in line]
    assert "| not tried | nothing |" in row


def test_what_an_attack_should_keep_may_be_less_in_an_engine(runs):
    bomb = next(one for one in attacks() if one.keeps_in_engine < one.keeps)
    for kind in (Kind.BWRAP, Kind.DOCKER):
        keep_attacks(kind, "a" * 64, [fought(bomb, bomb.keeps_in_engine)])
    here, engine = (column.of(bomb) for column in kept_attacks([Kind.BWRAP, Kind.DOCKER]))
    assert [*here.faults] == [f"{bomb.keeps_in_engine:g} points, its honest part should keep {bomb.keeps:g}"]
    assert [*engine.faults] == []


def test_no_place_of_this_machine_is_kept(runs):
    first = attacks()[0]
    told = f"LEAK {security_page.ROOT}/autograder/wire.py and /var/tmp/vaekit-canaries-x1/course/gradebook.db"
    keep_attacks(Kind.BWRAP, "a" * 64, [fought(first, 0, told)])
    (column,) = kept_attacks([Kind.BWRAP])
    assert column.fought[0].touched == ("LEAK autograder/wire.py and course/gradebook.db",)
    lost = SubmissionResult("x", "p", "/tmp/vaekit-broken-y2/submitted/x is empty.", 100, 0, 3.0, ())
    keep_broken([Mended(broken()[0], lost)], [])
    assert kept_broken().rows[0].endswith("| submitted/x is empty. |")


def test_what_a_run_kept_of_an_attack_that_is_no_more_is_left_out(runs):
    gone = replace(attacks()[0], entry=replace(attacks()[0].entry, path=attacks()[0].entry.path.with_stem("gone")))
    keep_attacks(Kind.BWRAP, "a" * 64, [fought(gone, 0)])
    (column,) = kept_attacks([Kind.BWRAP])
    assert column.fought == []
    assert kept_broken() is None


def test_every_kind_of_attack_has_its_mechanism():
    assert {one.kind for one in attacks()} <= security_page.MECHANISMS.keys()
