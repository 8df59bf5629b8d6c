"""The texts that a new marker marks first fit their rubrics, and a file that does not is refused with the reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.authoring.assignment import assignments
from autograder.authoring.rubric import rubrics
from autograder.authoring.training_texts import ENDING, training_for
from autograder.records.errors import KitError
from autograder.records.marking.rubric import Criterion, Level, Rubric
from autograder.records.marking.training import differences

RUBRIC = Rubric(
    "essay",
    "An essay",
    (Criterion("reason", "Reason", (Level("yes", 2, "one", "One?"), Level("no", 0, "none", "None?"))),),
)
FILE = """
run = "| epochs |"
[[texts]]
key = "first"
text = "Because."
levels = { reason = "yes" }
reasons = { reason = "It gives one." }
"""


def written(folder: Path, content: str) -> Path:
    (folder / f"essay{ENDING}").write_text(content)
    return folder


def test_ten_texts_of_the_kit_fit_their_rubrics_and_show_every_level_of_most_criteria():
    found = {}
    for assignment in assignments().values():
        folder = assignment.source_notebook.parent
        found |= {rubric: training_for(folder, rubric) for rubric in rubrics(assignment).values()}
    trainings = {rubric: training for rubric, training in found.items() if training is not None}
    assert sum(len(training.texts) for training in trainings.values()) == 10
    for rubric, training in trainings.items():
        for criterion in rubric.criteria:  # who has seen one level only has not learned to tell it from the next
            assert len({text.levels[criterion.key] for text in training.texts}) >= 2
        totals = {rubric.earned(text.levels) for text in training.texts}
        assert min(totals) <= rubric.points / 2 < max(totals) == rubric.points


def test_a_difference_names_both_levels_and_the_reason(tmp_path):
    training = training_for(written(tmp_path, FILE), RUBRIC)
    assert training is not None
    text = training.texts[0]
    assert differences(text, {"reason": "yes"}, RUBRIC) == []
    (one,) = differences(text, {"reason": "no"}, RUBRIC)
    assert (one.criterion, one.given, one.agreed, one.reason) == ("reason", "no", "yes", "It gives one.")


def test_no_file_is_no_training(tmp_path):
    assert training_for(tmp_path, RUBRIC) is None


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (FILE.replace('reason = "yes"', 'reason = "perhaps"'), 6, "no level `perhaps`: it has yes, no"),
        (FILE.replace('levels = { reason = "yes" }', 'levels = { cause = "yes" }'), 6, "has levels for cause"),
        (FILE.replace('reasons = { reason = "It gives one." }', "reasons = {}"), 7, "has reasons for nothing"),
        (FILE.replace("Because.", " "), 5, "`first` is empty"),
        (FILE + FILE[FILE.index("[[") :], 9, "two texts have the key `first`"),
        (FILE.replace("run =", "run"), 2, "Expected '='"),
        (FILE.replace('"| epochs |"', "3"), 2, "run"),
        (FILE.replace('key = "first"\n', ""), 3, "key"),
        (FILE.replace('levels = { reason = "yes" }', "levels = { reason = 3 }"), 6, "got `int`"),
        ('run = "a"\ntexts = []\n', 2, "there is no text in it"),
    ],
)
def test_a_broken_file_is_refused_with_the_line_and_the_reason(tmp_path, content, line, reason):
    with pytest.raises(KitError, match=rf"essay{ENDING} .*") as refused:
        training_for(written(tmp_path, content), RUBRIC)
    assert f"line {line}: " in str(refused.value)
    assert reason in str(refused.value)


def test_a_byte_order_mark_breaks_no_file(tmp_path):
    (tmp_path / f"essay{ENDING}").write_text(FILE, encoding="utf-8-sig")
    assert training_for(tmp_path, RUBRIC) is not None


def test_a_file_that_is_nested_without_end_is_refused(tmp_path):
    with pytest.raises(KitError, match="nested too deep"):
        training_for(written(tmp_path, f"run = {'[' * 100_000}"), RUBRIC)


def test_a_changed_rubric_makes_the_texts_unfit(tmp_path):
    criterion = RUBRIC.criteria[0]
    other = replace(
        RUBRIC,
        criteria=(replace(criterion, levels=(replace(criterion.levels[0], key="full"), criterion.levels[1])),),
    )
    with pytest.raises(KitError, match="does not fit its rubric"):
        training_for(written(tmp_path, FILE), other)
