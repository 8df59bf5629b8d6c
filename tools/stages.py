"""Where the time of a grading goes: `python -m tools.stages FILE grade submitted …` is that command of vaekit.

It writes to FILE, as JSON, after each submission the seconds of each stage so far; what other stages take inside of a
stage is left out of it. With one worker all of it happens in this process; what happens in the sandbox is waited for.
"""

from __future__ import annotations

import functools
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.commands import app as cli
from autograder.course.gradebook.recording.record_results import Course
from autograder.grading import changed_files, warm_grader
from autograder.grading.checks import hidden_checks
from autograder.grading.results.store import Store
from autograder.grading.settings import Settings
from autograder.sandbox.child.loading import NotebookLoader
from autograder.sandbox.student_session import Session

REST = "the rest: the command line, its table"
STAGES: dict[str, list[tuple[Any, str]]] = {
    "reading the notebook": [(changed_files, "read_submission")],
    "a child of the warm worker loads it": [(NotebookLoader, "load")],
    "the student's code answers the checks": [(Session, "_ask")],
    "the checks' own computation": [(hidden_checks, "run_pytest")],
    "figures and measurements for the marker": [(warm_grader, "draw_by_key")],
    "keeping the result": [(Store, "get"), (Store, "put"), (Settings, "key_of")],
    "gradebook, autograded notebook and feedback page": [(Course, "record")],
}


class Stopwatch:
    """Seconds of each stage; the one that was entered last is the one that runs."""

    def __init__(self) -> None:
        self.told: list[dict[str, float]] = []
        self._seconds: Counter[str] = Counter()
        self._entered = [REST]
        self._since = time.perf_counter()

    def wrap(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, whose time counts for that stage."""

        @functools.wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            self._turn()
            self._entered.append(stage)
            try:
                return function(*arguments, **named)
            finally:
                self._turn()
                self._entered.pop()

        return timed

    def _turn(self) -> None:
        now = time.perf_counter()
        self._seconds[self._entered[-1]] += now - self._since
        self._since = now

    def tell_after(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, after which the seconds of all stages are noted."""

        @functools.wraps(function)
        def told(*arguments: Any, **named: Any) -> Any:
            result = function(*arguments, **named)
            self._turn()
            self.told.append({stage: self._seconds[stage] for stage in (*STAGES, REST)})
            return result

        return told


def main() -> None:
    file = Path(sys.argv.pop(1))
    watch = Stopwatch()
    for stage, places in STAGES.items():
        for owner, name in places:
            setattr(owner, name, watch.wrap(stage, getattr(owner, name)))
    warm_grader.grade_anew = watch.tell_after(warm_grader.grade_anew)
    try:
        cli.main()
    finally:
        file.write_text(json.dumps(watch.told))


if __name__ == "__main__":
    main()
