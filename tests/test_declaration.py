"""A typo in what an assignment declares is named before anything is graded."""

from __future__ import annotations

from dataclasses import replace

import nbformat
import pytest
from nbgrader.converters.base import NbGraderException
from toy import TOY

from autograder.authoring.assignment import Task, assignments, misconceptions_beside
from autograder.course.plugin import grade_preprocessor
from autograder.grading.declaration_faults import expect_sound, faults
from autograder.records.errors import KitError

SQUARE, NORM = TOY.tasks


@pytest.mark.parametrize("assignment", [*assignments().values(), TOY], ids=lambda assignment: assignment.name)
def test_the_assignments_are_declared_soundly(assignment):
    assert list(faults(assignment)) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"given": ("given-import",)},
            "`given` names the cell `given-import`, which there is not: `given-imports` perhaps?",
        ),
        ({"tasks": (replace(SQUARE, check_cell="sqare-check"), NORM)}, "check cell `sqare-check`"),
        ({"tasks": (replace(SQUARE, solution_cell="sqare"), NORM)}, "solution cell `sqare`"),
        ({"tasks": (replace(SQUARE, defines=("sqare",)), NORM)}, "definition `sqare`"),
        ({"tasks": (SQUARE, replace(NORM, needs=("sqare",)))}, "needed task `sqare`"),
        ({"misconceptions": {}}, "names the misconception `doubled`"),
    ],
)
def test_a_typo_is_named(changes, says):
    with pytest.raises(KitError, match="declared wrongly") as raised:
        expect_sound(replace(TOY, **changes))
    assert says in str(raised.value)


def test_nbgraders_own_step_names_a_typo_before_it_grades(monkeypatch):
    wrong = replace(TOY, given=("given-import",))
    monkeypatch.setattr(grade_preprocessor, "assignment_of", lambda names: wrong)
    monkeypatch.setattr(
        grade_preprocessor, "know_assignments", lambda preprocessor: None
    )  # it stands in no course here
    names = {"assignment": "toy", "notebook": "toy", "student": "ada"}
    with pytest.raises(NbGraderException, match=r"declared wrongly.*`given-imports` perhaps"):
        grade_preprocessor.GradeOutside().preprocess(nbformat.v4.new_notebook(), {"nbgrader": names})


RIGHT = '[doubled]\nsentence = "This is doubled."\nhint = "Which power is a square?"\n'
TASKS = (Task("square", 5, "square-check", heading="Task 1"), Task("norm", 5, "norm-check", heading="Task 2"))


def _misconceptions(folder, text):
    (folder / "misconceptions.toml").write_text(text)
    return misconceptions_beside(str(folder / "__init__.py"), TASKS)


def test_a_misconception_names_the_sections_of_its_tasks_or_of_all(tmp_path):
    everywhere = _misconceptions(tmp_path, RIGHT)["doubled"]
    assert str(everywhere) == "This is doubled. Which power is a square? (Read again: Task 1; Task 2.)"
    assert _misconceptions(tmp_path, RIGHT + 'tasks = ["norm"]\n')["doubled"].reread == "Task 2"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (RIGHT + 'tasks = ["nrom"]\n', "`doubled` in .* names the task `nrom`: the assignment has square, norm"),
        (RIGHT.replace("hint", "hnt"), "`doubled` in .* is wrong: Object missing required field `hint`"),
        (RIGHT + "tasks = [3]\n", r"`doubled` in .* is wrong: Expected `str`, got `int` - at `\$.tasks\[0\]`"),
        (RIGHT + RIGHT, r"misconceptions.toml can't be read \(Cannot declare .*line 4"),
        ("title = 3\n", "`title` in .* is wrong: Expected `object`, got `int`"),
    ],
    ids=["unknown task", "misspelt field", "no text", "twice", "no table"],
)
def test_a_fault_among_the_misconceptions_is_told_with_its_place(tmp_path, text, says):
    with pytest.raises(KitError, match=says):
        _misconceptions(tmp_path, text)
