"""Records as JSON: what the version before wrote is read, what is written keeps its form, and anything else is refused.

The files in `earlier/` were written by the version before, whose records had `as_json` and `from_json` by hand.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from autograder.commands.terminal import write_json
from autograder.course.gradebook.marks.mark_validity import DamagedNotes, read_notes, write_notes
from autograder.grading.results.store import Store
from autograder.handin.collected_students import CollectedStudents, collected, record_file
from autograder.records.errors import KitError
from autograder.records.json_text import NotThatRecord, read_record, record_of, values_of, write_record
from autograder.records.outcomes import Outcome
from autograder.records.results import CheckResult, SubmissionResult, TaskResult, report

EARLIER = Path(__file__).parent / "earlier"


def earlier(name: str) -> Any:
    return json.loads((EARLIER / name).read_text())


def keys(value: Any) -> Any:
    """The names in JSON values, in their order."""
    if isinstance(value, dict):
        return [(name, keys(item)) for name, item in value.items()]
    return [keys(item) for item in value] if isinstance(value, list) else None


def test_results_of_the_version_before_are_read_and_written_in_the_same_form(tmp_path):
    store, again = Store(EARLIER), Store(tmp_path)
    for result in (store.get("result"), store.get_attention("result")):
        assert result is not None
        again.put("result", result)
    for name in ("result.json", "result.attention.json"):
        written = json.loads((tmp_path / name).read_text())
        del written["key"]  # new since
        assert written == earlier(name)
        assert keys(written) == keys(earlier(name))
    assert store.students() == {"ada"}


def test_exhibits_of_the_version_before_are_read_and_written_byte_for_byte(tmp_path):
    drawn = Store(EARLIER).get_exhibits("result")
    assert drawn is not None
    assert drawn["text"][0].png.startswith(b"\x89PNG")
    Store(tmp_path).put_exhibits("result", drawn)
    assert (tmp_path / "result.exhibits.json").read_bytes() == (EARLIER / "result.exhibits.json").read_bytes()


def test_the_report_has_the_form_of_the_version_before(tmp_path):
    results = [Store(EARLIER).get("result"), Store(EARLIER).get_attention("result")]
    write_json(tmp_path / "report.json", report("toy", [one for one in results if one is not None]))
    written = json.loads((tmp_path / "report.json").read_text())
    assert written == earlier("report.json")
    assert keys(written) == keys(earlier("report.json"))


def test_marks_noted_by_the_version_before_are_read_and_written_byte_for_byte(tmp_path):
    notes = read_notes(EARLIER / "marks.json")
    assert notes["text"].score == 7.5
    write_notes(tmp_path / "marks.json", notes)
    assert (tmp_path / "marks.json").read_bytes() == (EARLIER / "marks.json").read_bytes()


def test_collections_of_the_version_before_are_read(tmp_path):
    place = record_file(tmp_path, "toy")
    place.parent.mkdir(parents=True)
    shutil.copyfile(EARLIER / "collected.json", place)
    met = collected(tmp_path, "toy")
    assert (met["ada"].person.email, met["ada"].handed_in.number) == ("ada@example.org", 905)
    assert (met["bo"].name, met["bo"].handed_in.number) == ("Bo", 0)
    written = values_of(CollectedStudents({"ada": met["ada"]}))
    assert keys(written) == keys(
        {**earlier("collected.json"), "students": {"ada": earlier("collected.json")["students"]["ada"]}}
    )


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", "[" * 100_000, '{"cells": 3}', '{"students": [1]}', "\udcff"]
)
def test_a_file_that_is_no_record_is_told_where_somebody_may_miss_it_and_else_counts_as_none(tmp_path, content):
    place = record_file(tmp_path, "toy")
    for path in (place, tmp_path / "x.json", tmp_path / "x.exhibits.json"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", errors="surrogateescape")
    assert Store(tmp_path).get("x") is None
    assert Store(tmp_path).get_exhibits("x") is None
    with pytest.raises(DamagedNotes, match=r"can't be read from .*x\.json"):
        read_notes(tmp_path / "x.json")
    with pytest.raises(KitError, match=r"collected/toy\.json can't be read"):
        collected(tmp_path, "toy")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"earned": 9.0}, "not between 0 and 2"),
        ({"earned": "2"}, r"`float`, got `str` - at `\$.earned`"),
        ({"outcome": "perfect"}, r"at `\$.outcome`"),
        ({"message": None}, r"at `\$.message`"),
    ],
)
def test_what_is_wrong_in_a_record_is_told_with_its_place(change, told):
    right = values_of(CheckResult("a", "It is right.", 2.0, 2.0, Outcome.PASSED, ""))
    assert record_of(CheckResult, {**right, "of a later version": 1}) == record_of(CheckResult, right)
    with pytest.raises(NotThatRecord, match=told):
        record_of(CheckResult, {**right, **change})


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_no_number_that_is_none_comes_into_a_record(word):
    text = '{"id": "a", "sentence": "", "points": 1, "earned": %s, "outcome": "passed", "message": ""}'
    assert read_record(CheckResult, text % "1").earned == 1.0
    with pytest.raises(NotThatRecord):
        read_record(CheckResult, text % word)
    text = '{"student": "a", "path": "", "reason": "No.", "max_score": 1, "manual_max": 0, "seconds": %s, "tasks": []}'
    assert read_record(SubmissionResult, text % "1.234").seconds == 1.23
    with pytest.raises(NotThatRecord):
        read_record(SubmissionResult, text % word)


def test_points_that_a_file_claims_are_worked_out_from_its_checks():
    check = CheckResult("a", "It is right.", 2.0, 0.5, Outcome.FAILED, "")
    result = SubmissionResult("ada", "x", None, 2.0, 0.0, 1.0, (TaskResult("t", 2.0, (check,)),))
    values = values_of(result)
    values["score"] = values["tasks"][0]["earned"] = 2.0
    assert record_of(SubmissionResult, values).score == 0.5
    refused = record_of(SubmissionResult, {**values, "reason": "It can't be read.", "status": "graded"})
    assert (refused.status, refused.score) == ("needs_attention", None)
    assert read_record(SubmissionResult, write_record(result)) == result
