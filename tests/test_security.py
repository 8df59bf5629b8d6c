"""A part of the broken corpus, graded as its cases say; `make security` grades it all, and the attacks."""

from __future__ import annotations

import pytest

from autograder.authoring.assignment import assignments
from autograder.grading.settings import Settings
from autograder.records.settings import Kind
from autograder.sandbox.choose_backend import choose
from corpus.broken import NAME, broken, mend, record
from corpus.hostile import HOSTILE, attacks

LEAD_NOWHERE = {"evidence_link_dangling", "fifo_named_as_the_evidence", "link_dangling", "link_to_itself"}
PART = 24  # every so many-th case: enough to see the harness work, and the run stays short


def test_there_are_many_broken_hand_ins():
    cases = broken()
    assert len(cases) >= 40
    assert any(case.score is None for case in cases)
    assert any(case.score is not None for case in cases)


def test_every_attack_can_be_handed_in():
    cases = attacks()
    assert len(cases) >= 60
    assert [case.entry.path.stem for case in cases if not case.entry.parts] == []


def test_what_attacks_share_finds_the_childs_own_objects(answer):
    """Else a forgery would fail at its first line, and be counted as one that is harmless."""
    frames = (HOSTILE / "preludes" / "frames.py").read_text(encoding="utf-8")
    uses = "_wire().send, _questions()['square'], _child()._connection.fileno()"
    assert answer(f"{frames}\n({uses})\nreturn 1") == 1


@pytest.mark.usefixtures("starts")
def test_broken_hand_ins_are_graded_or_get_a_sentence():
    assignment = assignments()[NAME]
    settings = Settings(choose(Kind.AUTO))
    mended = [mend(case, assignment, settings) for case in broken()[::PART]]
    assert [f"{one.case.path.stem}: {fault}" for one in mended for fault in one.faults] == []


@pytest.mark.usefixtures("starts")
def test_links_that_lead_nowhere_and_pipes_cost_no_grade_and_give_none(monkeypatch):
    monkeypatch.setenv("VAEKIT_WORKERS", "1")
    cases = [case for case in broken() if case.path.stem in LEAD_NOWHERE]
    recorded = list(record(cases, assignments()[NAME]))
    assert len(recorded) == 2 * len(LEAD_NOWHERE)  # by `vaekit grade` and by `nbgrader autograde`
    assert [f"{one.case.path.stem}: {fault}" for one in recorded for fault in one.faults] == []
