"""Whose fault it is: an author's mistake, or somebody else's signal, costs no student points; and nobody learns from a
failure what the reference holds.
"""

from __future__ import annotations

import re
import shutil
import sys
import threading
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from sandboxes import ASKED, PATIENT, asked, ended, session_about, wait_until
from toy import GOOD_SQUARE, TOY, check, toy_cells, write

from autograder.grading.settings import Settings
from autograder.grading.submission import grade
from autograder.handin.submission import Submission
from autograder.records.json_text import write_record
from autograder.records.outcomes import Outcome
from autograder.sandbox.limited_disclosure import NOTE_LENGTH, NOTES, Disclosure, bounded
from autograder.sandbox.sandboxed_worker import Sandbox

TOYS = Path(__file__).resolve().parent / "toy"


@pytest.fixture
def grade_by(tmp_path, sandbox_kind, monkeypatch):
    """Grade the toy by questions and checks that are changed: old text and new text of each file."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def run(changes: dict[str, tuple[str, str]], *sources: str):
        name = f"changed_{tmp_path.name}".replace("-", "_")
        shutil.copytree(TOYS, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        for file, (old, new) in changes.items():
            path = tmp_path / name / file
            assert old in path.read_text()
            path.write_text(path.read_text().replace(old, new))
        path = write(tmp_path / "ada" / "toy" / "toy.ipynb", toy_cells(*sources))
        assignment = replace(TOY, package=name)
        try:
            return grade(Submission(assignment, "ada", path.parent, path), Settings(sandbox_kind, PATIENT))
        finally:
            sys.modules.pop(name, None)

    return run


# --- the author's


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("def square(", "def sqare(", "has no question `square`"),
        ("np.asarray(parts.square(x))", "1 / 0", "ZeroDivisionError"),
        ("np.asarray(parts.square(x))", "numpy.asarray(parts.square(x))", "name 'numpy' is not defined"),
        ("def square(parts, x)", "def square(parts, y)", "unexpected keyword argument"),
        ("parts.square(x)", "parts.sqare(x)", "`sqare` is missing"),
        ('{"y": np.asarray(parts.square(x))}', "[parts.square(x)]", "fails on the reference"),
    ],
)
@pytest.mark.parametrize("square", [GOOD_SQUARE, "def square(x):\n    return x + x\n"], ids=["right", "wrong"])
def test_a_wrong_question_costs_no_points(grade_by, old, new, says, square):
    result = grade_by({"questions.py": (old, new)}, square)
    assert (result.status, result.score) == ("needs_attention", None)
    assert says in result.reason


def test_a_name_that_a_question_lacks_for_some_answers_costs_no_points(grade_by):
    new = "value = parts.square(x)\n    return {'y': np.array(valeu) if isinstance(value, list) else value}\n\n"
    result = grade_by(
        {"questions.py": ('return {"y": np.asarray(parts.square(x))}', new)}, "def square(x):\n    return [*x]\n"
    )
    assert result.score is None
    assert "of questions.py" in result.reason
    assert "'valeu' is not defined" in result.reason


def test_a_wrong_check_costs_no_points(grade_by):
    result = grade_by({"checks/test_square.py": ("student.square(np.ones", "student.sqare(np.ones")}, GOOD_SQUARE)
    assert result.score is None
    assert "sqare" in result.reason


@pytest.mark.parametrize(
    "square",
    ["def square():\n    return 1\n", "square = 3\n", "def square(x):\n    return object()\n"],
    ids=["no argument", "no function", "no numbers"],
)
def test_what_only_the_students_code_fails_with_is_the_students(grade_by, square):
    result = grade_by({}, square)
    assert (result.status, result.score) == ("graded", 2.0)


# --- arrays


def test_arrays_may_be_changed_in_place(grade_toy):
    result = grade_toy("def square(x):\n    x *= x\n    return x\n")
    assert result.score == 6.0


# --- somebody else's


def _kill_the_child(sandbox: Sandbox, times: int) -> None:
    for _ in range(times):
        child = psutil.Process(wait_until(lambda: _asked_child(sandbox)))
        child.kill()
        assert ended(child)


def _asked_child(sandbox: Sandbox) -> int | None:
    return next(filter(_is_first_of_its_namespace, asked(sandbox)), None)


def _is_first_of_its_namespace(pid: int) -> bool:
    """Whether it is the first process of the innermost of three namespaces: this one's, the sandbox's, its own."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    numbers = next(line for line in status.splitlines() if line.startswith("NSpid")).split()[1:]
    return len(numbers) == 3 and numbers[-1] == "1"


@pytest.mark.parametrize(("times", "outcome"), [(1, Outcome.PASSED), (3, Outcome.FAILED)])
def test_a_child_that_is_killed_from_outside_is_asked_again(tmp_path, sandbox_kind, times, outcome):
    with Sandbox(sandbox_kind, TOY.preload, PATIENT) as sandbox:
        if not sandbox.isolates_children:
            pytest.skip("here a child could have killed itself")
        session = session_about(tmp_path, ASKED, sandbox, PATIENT)
        killer = threading.Thread(target=_kill_the_child, args=(sandbox, times), daemon=True)
        killer.start()
        try:
            came = session.ask("square", x=3)["y"]
            found = Outcome.PASSED if came == 9 else Outcome.FAILED
        except Exception as error:
            found = error.outcome
        killer.join(400)
        session.close()
    assert found is outcome


# --- packages


def test_a_package_that_the_grader_lacks_is_named_by_each_check(grade_toy):
    square = "import no_such_probability as nsp\n\ndef square(x):\n    return nsp.power(x, 2)\n"
    result = grade_toy(square)
    for name in ("test_value", "test_shape"):
        message = check(result, name).message
        assert "no package `no_such_probability`" in message
        assert "line 1 of cell `square`" in message
    assert any("no_such_probability" in note for note in result.notes)


def test_it_is_named_where_a_class_or_a_later_task_needs_it(grade_toy):
    square = "import no_such_probability as nsp\n\n@nsp.traced\ndef square(x):\n    return x * x\n"
    result = grade_toy(square, "def norm(x):\n    from no_such_probability import norm\n    return norm(x)\n")
    for name in ("test_value", "test_norm"):
        assert "no package `no_such_probability`" in check(result, name).message


def test_a_package_that_is_there_is_not_named(grade_toy):
    result = grade_toy("import scipy\n\ndef square(x):\n    return scipy.no_such(x)\n")
    assert "no package" not in check(result, "test_value").message


# --- what failures tell


LEAKS = [
    "raise ValueError('LOOT-{}'.format(square.__code__.co_code.hex()))",
    "raise type('LOOT' + square.__code__.co_code.hex()[:60], (Exception,), {})()",
    'raise NameError("name \'LOOT" + square.__code__.co_code.hex()[:20] + "\' is not defined")',
    "raise NotImplementedError('LOOT' + square.__code__.co_code.hex())",
    "class OutOfTime(BaseException): pass\n    raise OutOfTime('LOOT' + square.__code__.co_code.hex())",
    "return np.zeros(2, [('LOOT' + square.__code__.co_code.hex(), float)])",
    "return {'LOOT' + square.__code__.co_code.hex(): 1}",
]


@pytest.mark.parametrize("leak", LEAKS)
def test_no_text_made_beside_the_reference_is_told(grade_toy, leak):
    """The reference's `square` is there when `norm` is graded; the student has written none."""
    body = leak.replace("\n", "\n    ")
    cell = "if 'square' in globals():\n    def _leak():\n        {}\n    _leak()"
    cells = [cell.format(body) for _ in range(60)]
    result = grade_toy("", f"def norm(x):\n    {leak}\n", *cells)
    assert check(result, "test_norm").outcome is not Outcome.PASSED
    assert re.search(r"LOOT-?[0-9a-f]{6}", write_record(result)) is None
    assert len(result.notes) <= NOTES + 1


FORGES_ERROR = """
import sys
frame = sys._getframe()
while type(frame.f_locals.get('self')).__name__ != 'Child':
    frame = frame.f_back
child, number = frame.f_locals['self'], frame.f_locals['ask'].number
loot = 'LOOT' + square.__code__.co_code.hex()
child._reply({'kind': 'error', 'number': number, 'error': [loot, loot, '', 0, None, '']})
return 0
"""


def test_no_type_of_a_forged_error_is_told(grade_toy):
    """It comes from no line of the student's, so that it is told as one of the question's own."""
    lines = "".join(f"    {line}\n" for line in FORGES_ERROR.strip().splitlines())
    result = grade_toy("", f"def norm(x):\n{lines}")
    assert "Your code raised an error" in check(result, "test_norm").message
    assert "LOOT" not in write_record(result)


def test_a_students_own_words_are_told_where_no_reference_was(grade_toy):
    norm = "def norm(x):\n    raise ValueError(f'my own {len(x)} words')\n"
    wrong = "def square(x):\n    return x + x\n"
    assert (
        "ValueError: my own 2 words (line 2 of cell `norm`)" in check(grade_toy(wrong, norm), "test_norm").message
    )


def test_where_they_are_not_the_line_itself_is_told(grade_toy):
    norm = "def norm(x):\n    y = square(x)\n    raise ValueError(f'{y}')\n"
    message = check(grade_toy("", norm), "test_norm").message
    assert "ValueError (line 3 of cell `norm`): `raise ValueError(f'{y}')`" in message


def test_names_that_stand_in_the_notebook_are_told_and_no_more_than_some():
    notebook = "total_loss kl a b c " + " ".join(f"{x}{y}" for x in "abcdefgh" for y in "abcdefgh")
    disclosure = Disclosure([notebook], ["def train(parts):\n    return {'batches': 1}"])
    assert disclosure.answer({"batches": [{"total_kl": 1, "deadbeef42": "5f6e"}]}) == {
        "batches": [{"total_kl": 1, "name 1": "a text of the notebook's"}]
    }
    names = [f"{x}{y}_loss" for x in "abcdefgh" for y in "abcdefgh"]
    assert sum(map(disclosure.may_pass_on, names)) < 12


def test_notes_are_bounded():
    notes = bounded(["x" * 10_000] * 1_000)
    assert len(notes) == NOTES + 1
    assert max(map(len, notes)) <= NOTE_LENGTH
    assert bounded(["a", "b"]) == ("a", "b")
