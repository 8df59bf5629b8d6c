"""The pytest plugin that runs an assignment's hidden checks on one submission and records each result.

`grading/submission.py` runs it for a grading. An instructor who writes a new check runs it by plain pytest:
`pytest autograder/assignments/<name>/checks --vaekit-notebook=path/to/notebook.ipynb`.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from autograder.authoring.assignment import Assignment, Task
from autograder.authoring.comparison import CheckFailed
from autograder.authoring.student import Student
from autograder.grading.checks.code_excerpts import place, with_code
from autograder.grading.checks.task_mark import TASK_MARK
from autograder.records.errors import KitError
from autograder.records.outcomes import CheckStopped, Outcome
from autograder.records.results import TOLD_ABOVE, TRAINING, CheckResult, TaskResult
from autograder.records.text import printable, shortened
from autograder.sandbox.student_session import Session

# plugins of pytest that collect garbage at the end of each test
_COLLECT_GARBAGE = ("unraisableexception", "threadexception")
# and others that no check needs: each is searched for hooks and fixtures anew for every submission
_NEEDLESS = (
    *("cacheprovider", "debugging", "doctest", "faulthandler", "junitxml", "legacypath", "logging", "pastebin"),
    *("recwarn", "setuponly", "setupplan", "stepwise", "subtests", "unittest", "warnings"),
)
_OF_PYTEST = ("PYTEST", "PY_COLORS")  # prefixes of the environment variables that change what pytest does
_OUTSIDE = "The grader failed in this check, not your code; tell your instructor: "


class HiddenChecks:
    """A pytest plugin: gives each check its `student` fixture for the check's task, and records the result."""

    def __init__(self, assignment: Assignment, session: Session, student: Student) -> None:
        self._assignment = assignment
        self._session = session
        self._student = student
        self._results: dict[str, list[CheckResult]] = {task.id: [] for task in assignment.tasks}
        self._told: dict[
            object, str
        ] = {}  # task and cause of each failure: the sentence of the check that tells it
        self._spoilt: dict[str, set[str]] = {task.id: set() for task in assignment.tasks}
        self._expected = 0
        self.interrupted = False

    @property
    def tasks(self) -> tuple[TaskResult, ...]:
        """The results by task; raises KitError unless every check left one and the points add up."""
        found = tuple(
            TaskResult(task.id, task.points, tuple(self._results[task.id])) for task in self._assignment.tasks
        )
        if sum(len(task.checks) for task in found) != self._expected:
            raise KitError("Not every hidden check left a result; nothing was graded.")
        for task in found:
            if sum(check.points for check in task.checks) != task.points:
                raise KitError(f"The points of the hidden checks of {task.id} do not add up to {task.points:g}.")
        return found

    @pytest.fixture
    def student(self, request: pytest.FixtureRequest) -> Student:
        """The fixture that a check asks: the submission's own parts, with reference parts for the earlier tasks."""
        task, _ = _mark(request.node, self._assignment)
        self._student.spoilt = {name: frozenset(self._spoilt[name]) for name in task.needs}
        self._session.turn_to(task, earlier_are_right=not any(map(self._lost_points, task.needs)))
        return self._student

    def _lost_points(self, task_id: str) -> bool:
        return any(check.earned < check.points for check in self._results[task_id])

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Sort the checks by task, tasks with the same reference parts together."""
        order = {task.id: (len(task.needs), number) for number, task in enumerate(self._assignment.tasks)}
        items.sort(key=lambda item: order[_mark(item, self._assignment)[0].id])
        self._expected = len(items)

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Note a Ctrl-C. pytest calls this hook also for checks that can't be imported."""
        self.interrupted = excinfo.type is KeyboardInterrupt

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if call.when == "call" or (call.when == "setup" and call.excinfo):
            error = call.excinfo.value if call.excinfo else None
            if isinstance(error, KeyboardInterrupt):
                raise error
            result = self._result(item, error)
            task, _ = _mark(item, self._assignment)
            self._results[task.id].append(result)
            if result.outcome is not Outcome.PASSED:
                self._spoilt[task.id].add(_spoils(item))
            if result.outcome in (Outcome.FAILED, Outcome.BLOCKED, Outcome.TIMEOUT):
                report.longrepr = f"{result.outcome}: {result.message}"
        return report

    def _result(self, item: pytest.Item, error: BaseException | None) -> CheckResult:
        task, points = _mark(item, self._assignment)
        outcome, message, misconception = self._judge(error, task)
        sentence = " ".join((getattr(item, "obj", None).__doc__ or item.name).split())
        if outcome in (Outcome.FAILED, Outcome.BLOCKED, Outcome.TIMEOUT):
            cause = place(message) or message  # one line may raise another message for each array
            told = self._told.setdefault((task.id, cause), sentence)
            message = message if told == sentence else f"{TOLD_ABOVE} “{told}”"
        if isinstance(error, CheckStopped) and error.also:
            message = f"{message} {error.also}"
        return CheckResult(
            id=f"{item.path.name}::{item.name}",
            sentence=sentence,
            points=points,
            earned=points if outcome is Outcome.PASSED else 0.0,
            outcome=outcome,
            message=printable(message),
            misconception=misconception,
        )

    def _judge(self, error: BaseException | None, task: Task) -> tuple[Outcome, str, str | None]:
        if error is None:
            return Outcome.PASSED, "", None
        if isinstance(error, CheckFailed) and error.misconception not in {None, *self._assignment.misconceptions}:
            words = f"{_OUTSIDE}it names the misconception `{error.misconception}`, which the catalogue lacks."
            return Outcome.GRADER_ERROR, words, None
        if isinstance(error, CheckFailed):
            more = self._assignment.explain(error.misconception) if error.misconception else _where(task)
            message = " ".join(filter(None, [self._with_code(error.message), more]))
            return Outcome.FAILED, message, error.misconception
        if isinstance(error, CheckStopped):
            return error.outcome, self._with_code(error.message), None
        return Outcome.GRADER_ERROR, shortened(f"{_OUTSIDE}{type(error).__name__}: {error}", 400), None

    def _with_code(self, message: str) -> str:
        found = place(message)
        return with_code(message, self._session.source_of(found[1])) if found else message


def _where(task: Task) -> str | None:
    return f"(Read again: {task.heading}.)" if task.heading else None


def run_pytest(plugin: HiddenChecks, folder: str) -> None:
    """Run pytest in this process, ignoring the user's configuration and plugins and discarding its output."""
    if sys.flags.optimize:
        raise KitError("Python runs without assertions here, and a check may need them: unset PYTHONOPTIMIZE.")
    arguments = [word for name in (*_NEEDLESS, *_COLLECT_GARBAGE) for word in ("-p", f"no:{name}")]
    arguments += ["--assert=plain", "--capture=no", "--import-mode=importlib"]
    arguments += ["--tb=no"]  # a traceback with its sources takes 40 ms, and nobody reads it
    # a module is called after its path below the root: checks of two assignments may share a file's name
    arguments += ["-c", os.devnull, "--rootdir", Path(folder).anchor, "--confcutdir", folder]
    arguments += ["-o", f"markers={TASK_MARK}", "-qq", folder]
    words = io.StringIO()
    with _without_the_users_pytest(), contextlib.redirect_stdout(words), contextlib.redirect_stderr(words):
        status = pytest.main(arguments, plugins=[plugin])
    if plugin.interrupted:
        raise KeyboardInterrupt
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise KitError(f"The hidden checks did not run (pytest said {status}): {words.getvalue()[-500:]}")


@contextlib.contextmanager
def _without_the_users_pytest() -> Iterator[None]:
    """Remove the environment variables by which options and plugins of the user reach pytest."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(_OF_PYTEST)}
    for name in kept:
        del os.environ[name]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        os.environ.pop("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
        os.environ.update(kept)


def _mark(item: pytest.Item, assignment: Assignment) -> tuple[Task, float]:
    mark = item.get_closest_marker("task")
    if mark is None:
        raise KitError(f"{item.nodeid} has no task mark: write @pytest.mark.task('<task>', points=…).")
    return assignment.task(mark.args[0]), float(mark.kwargs["points"])


def _spoils(item: pytest.Item) -> str:
    """What later tasks lose where this check fails, as its mark says."""
    mark = item.get_closest_marker("task")
    return str(mark.kwargs.get("spoils", TRAINING)) if mark else ""
