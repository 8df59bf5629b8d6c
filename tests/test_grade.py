"""The engine, from a notebook to a result, on the toy assignment and in the real sandbox."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import nbformat
import psutil
import pytest
from answers import ROOT
from sandboxes import PATIENT
from toy import GOOD_NORM, GOOD_SQUARE, QUICK, TOY, check, marked, toy_cells, write

from autograder.grading import changed_files
from autograder.grading.results.store import Store
from autograder.grading.settings import Settings
from autograder.grading.submission import grade
from autograder.grading.warm_grader import Grader
from autograder.handin.submission import Submission
from autograder.records.outcomes import Outcome
from autograder.records.results import AS_ABOVE, TOLD_ABOVE, report
from autograder.records.text import shortened

SHORT = replace(PATIENT, question_s=4)  # for answers that never come; the others of the hand-in come in time
FOREVER = "while True: pass"
ENDLESS = f"def square(x):\n    {FOREVER}\n"
STUB = "def square(x):\n    raise NotImplementedError('Task 1: write `square`')\n"


def test_right_answer_gets_every_point(grade_toy):
    result = grade_toy()
    assert (result.status, result.score, result.notes) == ("graded", 6.0, ())


def test_mistake_costs_once_and_is_named(grade_toy):
    result = grade_toy("def square(x):\n    return x + x\n")
    wrong = check(result, "test_value")
    assert (wrong.outcome, wrong.misconception) == (Outcome.FAILED, "doubled")
    assert "This is doubled." in wrong.message
    assert result.score == 3.0  # the norm is graded with the reference's square


def test_stub_is_blocked_and_says_what_to_write(grade_toy):
    value = check(grade_toy(STUB), "test_value")
    assert value.outcome is Outcome.BLOCKED
    assert "Task 1: write `square`" in value.message


def test_missing_name_says_where_to_write_it(grade_toy):
    value = check(grade_toy("x = 1"), "test_value")
    assert value.outcome is Outcome.BLOCKED
    assert value.message == "`square` is missing: write it in the cell `square`."


def test_exception_names_the_students_line(grade_toy):
    value = check(grade_toy("def square(x):\n    y = x\n    return y / z\n"), "test_value")
    assert value.outcome is Outcome.FAILED
    assert "NameError: name 'z' is not defined (line 3 of cell `square`)" in value.message


def test_an_error_that_stops_several_checks_is_told_once(grade_toy):
    result = grade_toy("def square(x):\n    return y / z\n")
    task = result.tasks[0]
    first, second = task.checks
    assert "NameError" in first.message
    assert second.message == f"{TOLD_ABOVE} “{first.sentence}”"
    assert task.told(second) == first.message
    third = replace(task, checks=(first, second, second))
    assert [message for _, message in third.shown()] == [first.message, second.message, AS_ABOVE]
    other = grade_toy("def square(x):\n    return x[0, 0] if x.ndim == 1 else z\n").tasks[0]
    assert len({check.message for check in other.checks}) == 2


def test_an_error_is_told_with_its_statement(grade_toy):
    code = "def square(x):\n    y = [\n        z for _ in x]\n    return y\n"
    message = check(grade_toy(code), "test_value").message
    assert "(line 3 of cell `square`): `y = [ z for _ in x]`" in message


def test_one_line_that_says_something_else_of_each_array_is_one_error(grade_toy):
    first, second = grade_toy("def square(x):\n    raise ValueError(str(x.shape))\n").tasks[0].checks
    assert "(2,)" in first.message
    assert second.message.startswith(TOLD_ABOVE)


def test_text_is_shortened_between_words():
    assert shortened("a text of words", 15) == "a text of words"
    assert shortened("a text of words, and more of them", 20) == "a text of words …"
    assert shortened("x" * 50, 20) == "x" * 18 + " …"


def test_syntax_error_is_told_as_the_reason(grade_toy):
    value = check(grade_toy("def square(x):\nreturn x\n"), "test_value")
    assert value.outcome is Outcome.BLOCKED
    assert "IndentationError" in value.message
    assert "line 2" in value.message


@pytest.mark.parametrize(
    ("square", "outcome"),
    [
        ("def square(x):\n    import os\n    os._exit(0)\n", Outcome.FAILED),
        ("def square(x):\n    raise SystemExit\n", Outcome.FAILED),
        (ENDLESS, Outcome.TIMEOUT),
        ("def square(x):\n    return 'nine'\n", Outcome.FAILED),
        ("def square(x):\n    return None\n", Outcome.FAILED),
    ],
)
def test_hostile_answer_costs_its_own_checks_only(grade_toy, square, outcome):
    result = grade_toy(square, limits=SHORT if square == ENDLESS else PATIENT)
    assert check(result, "test_value").outcome is outcome
    assert result.score == 2.0


def test_loop_that_swallows_the_interrupt_is_killed(grade_toy):
    stubborn = "def square(x):\n    while True:\n        try:\n            while True: pass\n"
    stubborn += "        except BaseException: pass\n"
    result = grade_toy(stubborn, limits=SHORT)
    assert check(result, "test_value").outcome is Outcome.TIMEOUT
    assert check(result, "test_norm").outcome is Outcome.PASSED


@pytest.mark.parametrize(
    "cell",
    [
        "raise ValueError('stop')",
        "import os\nos._exit(3)",
        FOREVER,
        "import ctypes\nctypes.string_at(0)",
        "%matplotlib inline\n!pip install something",
        "x = input('name? ')",
        "def broken(:",
    ],
)
def test_added_cell_that_fails_costs_nothing(grade_toy, cell):
    limits = replace(PATIENT, statement_s=3) if cell == FOREVER else PATIENT
    assert grade_toy(GOOD_SQUARE, GOOD_NORM, cell, limits=limits).score == 6.0


def test_added_cell_can_hold_an_import_that_the_answer_needs(grade_toy):
    assert (
        grade_toy("def square(x):\n    return p(x, 2)\n", GOOD_NORM, "from numpy import power as p").score == 6.0
    )


def test_added_cell_that_crashes_is_told(grade_toy):
    result = grade_toy(GOOD_SQUARE, GOOD_NORM, "1 / 0")
    assert any("ZeroDivisionError" in note for note in result.notes)


def test_lost_metadata_is_no_loss(grade_toy):
    cells = toy_cells()
    for cell in cells:
        cell.metadata.clear()
    assert grade_toy(cells=cells).score == 6.0


def test_answer_in_an_added_cell_counts(grade_toy):
    cells = [*toy_cells(STUB), nbformat.v4.new_code_cell(GOOD_SQUARE)]
    assert grade_toy(cells=cells).score == 6.0


def test_changed_given_cell_is_restored_and_told(grade_toy):
    cells = toy_cells()
    cells[0].source = "import numpy as nump"
    result = grade_toy(cells=cells)
    assert result.score == 6.0
    assert "given-imports" in result.notes[0]


def test_copied_cell_does_not_stop_the_grading(grade_toy):
    cells = toy_cells()
    cells.insert(2, marked("square", GOOD_SQUARE, solution=True))
    assert grade_toy(cells=cells).score == 6.0


def test_check_cell_is_never_run(grade_toy):
    cells = toy_cells(STUB)
    cells[2].source = "square = lambda x: x * x"
    assert grade_toy(cells=cells).score == 2.0


def test_answer_that_stands_in_a_check_cell_is_graded(grade_toy):
    cells = toy_cells(STUB)
    cells[2].source = GOOD_SQUARE
    result = grade_toy(cells=cells)
    assert result.score == 6.0
    assert result.notes == ("The answer that stands in the check cell `square-check` was graded.",)


def test_memory_is_limited(grade_toy):
    result = grade_toy("def square(x):\n    import numpy as np\n    return np.ones(10**10)\n")
    assert check(result, "test_value").outcome is Outcome.FAILED
    assert result.score == 2.0


def test_whole_submission_has_a_time_limit(grade_toy):
    slow = "def square(x):\n    import time\n    time.sleep(60)\n"
    result = grade_toy(slow, limits=replace(QUICK, submission_s=2))
    assert check(result, "test_shape").outcome is Outcome.TIMEOUT


POOL = """
import os, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from autograder.grading.warm_pool import end_with_parent

if __name__ == "__main__":
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        pool.submit(time.sleep, 600).result()
"""


def test_worker_processes_end_with_a_killed_parent(tmp_path):
    program = tmp_path / "pool.py"
    program.write_text(POOL)
    parent = subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    worker = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.communicate()
    _, alive = psutil.wait_procs([worker], timeout=400)
    assert not alive


# --- files that change while they are read


def _swapping(monkeypatch, path, times):
    """Let another notebook take the place of the submission's own between its key and its reading."""
    real, left = changed_files.read_submission, [times]

    def read(submission):
        if left[0]:
            left[0] -= 1
            write(path, toy_cells(f"def square(x):\n    return x + x  # {left[0]}\n"))
        return real(submission)

    monkeypatch.setattr(changed_files, "read_submission", read)


def test_a_grade_is_kept_for_the_files_that_were_read(tmp_path, sandbox_kind, monkeypatch):
    path = write(tmp_path / "class" / "ada" / "toy" / "toy.ipynb", toy_cells())
    submission = Submission(TOY, "ada", path.parent, path)
    settings = Settings(sandbox_kind, PATIENT, store=tmp_path / "kept")
    right, honest = path.read_bytes(), settings.key_of(submission)
    _swapping(monkeypatch, path, 1)
    with Grader(settings) as grader:
        assert grader.grade(submission).score == 3.0  # of what stands there now
    assert Store(tmp_path / "kept").get(honest) is None
    path.write_bytes(right)
    assert grade(submission, settings).score == 6.0


@pytest.mark.parametrize("swapped", ["the file", "its folder"])
def test_files_that_are_swapped_and_put_back_while_they_are_read_are_seen(
    tmp_path, sandbox_kind, monkeypatch, swapped
):
    path = write(tmp_path / "class" / "ada" / "toy" / "toy.ipynb", toy_cells())
    other = write(tmp_path / "other" / "toy" / "toy.ipynb", toy_cells("def square(x):\n    return x + x\n"))
    here, there = (path, other) if swapped == "the file" else (path.parent, other.parent)
    real, left = changed_files.read_submission, [1]

    def read(submission):
        if not left:
            return real(submission)
        left.pop()
        here.rename(tmp_path / "aside")
        there.rename(here)
        handin = real(submission)
        here.rename(there)
        (tmp_path / "aside").rename(here)
        return handin

    monkeypatch.setattr(changed_files, "read_submission", read)
    submission = Submission(TOY, "ada", path.parent, path)
    settings = Settings(sandbox_kind, PATIENT, store=tmp_path / "kept")
    result = grade(submission, settings)
    assert (left, result.score) == ([], 6.0)
    assert result.key == settings.key_of(submission)
    assert grade(submission, settings).key == result.key  # the stored one
    assert "key" not in report("toy", [result])["submissions"][0]


def test_files_that_never_rest_are_no_grade(tmp_path, sandbox_kind, monkeypatch):
    path = write(tmp_path / "class" / "ada" / "toy" / "toy.ipynb", toy_cells())
    _swapping(monkeypatch, path, 99)
    settings = Settings(sandbox_kind, PATIENT, store=tmp_path / "kept")
    result = grade(Submission(TOY, "ada", path.parent, path), settings)
    assert result.status == "needs_attention"
    assert "changes again and again" in result.reason
    assert not (tmp_path / "kept").exists()
