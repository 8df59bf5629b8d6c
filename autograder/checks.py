"""The pytest plugin that runs an assignment's hidden checks on one submission and records each result.

The grader uses it through `grade.py`. An instructor who writes a new check uses it through plain pytest:
`pytest autograder/assignments/<name>/checks --notebook path/to/notebook.ipynb`.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from autograder.assignment import Assignment, Task
from autograder.expect import CheckFailed
from autograder.intake import find_submissions, read
from autograder.results import TRAINING, CheckResult, CheckStopped, KitError, Outcome, TaskResult, printable
from autograder.sandbox import Kind, Limits, Sandbox, choose
from autograder.session import Session

TASK_MARK = (
    "task(id, points, spoils): the task that a hidden check belongs to, the points it gives, and what later tasks "
    f"suffer where it fails (by default: {TRAINING})"
)
_COLLECT_GARBAGE = ("unraisableexception", "threadexception")  # plugins of pytest, at each end
_OUTSIDE = "The grader failed in this check, not your code; tell your instructor: "


class HiddenChecks:
    """Gives checks their `student`, turns them to their task, and keeps what came of each."""

    def __init__(self, assignment: Assignment, session: Session, student: Any) -> None:
        self._assignment = assignment
        self._session = session
        self._student = student
        self._results: dict[str, list[CheckResult]] = {task.id: [] for task in assignment.tasks}
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
    def student(self, request: pytest.FixtureRequest) -> Any:
        """What a check asks: the submission's own parts, with reference parts for the earlier tasks."""
        task, _ = _mark(request.node, self._assignment)
        self._student.spoilt = {name: frozenset(self._spoilt[name]) for name in task.needs}
        self._session.turn_to(task, earlier_are_right=not any(map(self._lost_points, task.needs)))
        return self._student

    def _lost_points(self, task_id: str) -> bool:
        return any(check.earned < check.points for check in self._results[task_id])

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Tasks in their order, those that share reference parts together."""
        order = {task.id: (len(task.needs), number) for number, task in enumerate(self._assignment.tasks)}
        items.sort(key=lambda item: order[_mark(item, self._assignment)[0].id])
        self._expected = len(items)

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Ctrl-C; pytest calls it for checks that can't be imported, too."""
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
        return CheckResult(
            id=f"{item.path.name}::{item.name}",
            sentence=" ".join((getattr(item, "obj", None).__doc__ or item.name).split()),
            points=points,
            earned=points if outcome is Outcome.PASSED else 0.0,
            outcome=outcome,
            message=printable(message),
            misconception=misconception,
        )

    def _judge(self, error: BaseException | None, task: Task) -> tuple[Outcome, str, str | None]:
        if error is None:
            return Outcome.PASSED, "", None
        if isinstance(error, CheckFailed):
            more = self._assignment.explain(error.misconception) if error.misconception else _where(task)
            return Outcome.FAILED, " ".join(filter(None, [error.message, more])), error.misconception
        if isinstance(error, CheckStopped):
            return error.outcome, error.message, None
        return Outcome.GRADER_ERROR, f"{_OUTSIDE}{type(error).__name__}: {error}"[:400], None


def _where(task: Task) -> str | None:
    return f"(Read again: {task.heading}.)" if task.heading else None


def run_pytest(plugin: HiddenChecks, folder: str) -> None:
    """pytest in this process, deaf to the user's configuration and plugins; its words are thrown away."""
    without = ("cacheprovider", "logging", *_COLLECT_GARBAGE)
    arguments = [word for name in without for word in ("-p", f"no:{name}")]
    arguments += ["--assert=plain", "--capture=no", "--import-mode=importlib"]
    arguments += [
        "--tb=no"
    ]  # a failed check would be shown with the sources around it: 40 ms each, for nobody to read
    arguments += ["-c", os.devnull, "--rootdir", folder, "-o", f"markers={TASK_MARK}", "-qq", folder]
    before = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    words = io.StringIO()
    try:
        with contextlib.redirect_stdout(words), contextlib.redirect_stderr(words):
            status = pytest.main(arguments, plugins=[plugin])
    finally:
        os.environ.pop("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
        if before is not None:
            os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = before
    if plugin.interrupted:
        raise KeyboardInterrupt
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise KitError(f"The hidden checks did not run (pytest said {status}): {words.getvalue()[-500:]}")


def _mark(item: pytest.Item, assignment: Assignment) -> tuple[Task, float]:
    mark = item.get_closest_marker("task")
    if mark is None:
        raise KitError(f"{item.nodeid} has no task mark: write @pytest.mark.task('<task>', points=…).")
    return assignment.task(mark.args[0]), float(mark.kwargs["points"])


def _spoils(item: pytest.Item) -> str:
    """What later tasks suffer where the check fails."""
    mark = item.get_closest_marker("task")
    return str(mark.kwargs.get("spoils", TRAINING)) if mark else ""


# --- plain pytest, for an instructor who writes a check -----------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("vaekit", "hidden checks of an assignment")
    group.addoption("--notebook", metavar="PATH", help="run hidden checks on this notebook")
    group.addoption("--sandbox", default=Kind.AUTO.value, choices=[kind.value for kind in Kind])


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", TASK_MARK)
    notebook = config.getoption("--notebook", default=None)
    if notebook is None:
        return
    try:
        _grade_with_pytest(config, Path(notebook))
    except KitError as error:
        raise pytest.UsageError(str(error)) from error


def _grade_with_pytest(config: pytest.Config, notebook: Path) -> None:
    """Let the checks of this session ask the notebook, in a sandbox that ends with the session."""
    submission = find_submissions(notebook)[0]
    stack = contextlib.ExitStack()
    config.add_cleanup(stack.close)
    limits = Limits()
    kind = choose(Kind(config.getoption("--sandbox")))
    sandbox = stack.enter_context(Sandbox(kind, submission.assignment.preload, limits))
    handin = read(submission)
    session = Session(submission.assignment, handin, sandbox, limits)
    stack.callback(session.close)
    student = submission.assignment.make_student(session.ask, handin)
    config.pluginmanager.register(HiddenChecks(submission.assignment, session, student), "hidden-checks")
