"""A part of the broken corpus, graded as its cases say; `make security` grades it all, and the attacks."""

from __future__ import annotations

from autograder.assignment import assignments
from autograder.grade import new_sandbox
from tools.security import NAME, SETTINGS, broken, mend

PART = 24  # every so many-th case: enough to see the harness work, and the run stays short


def test_there_are_many_broken_hand_ins():
    cases = broken()
    assert len(cases) >= 40
    assert {case.score is None for case in cases} == {
        True,
        False,
    }  # those that are graded, and those that can't be


def test_broken_hand_ins_are_graded_or_get_a_sentence():
    assignment = assignments()[NAME]
    with new_sandbox(assignment, SETTINGS) as sandbox:
        mended = [mend(case, assignment, sandbox) for case in broken()[::PART]]
    assert [f"{one.case.path.stem}: {fault}" for one in mended for fault in one.faults] == []
