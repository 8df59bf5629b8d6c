"""Where the time of a grading goes: `python -m tools.stages FILE grade submitted …` is that command of vaekit.

It writes to FILE, as JSON, after each submission the processor seconds of each stage so far; what other stages take
inside of a stage is left out of it. With one worker all of it happens in this process and in the children that answer,
which tell theirs with their answers: `child_stages.py` is put behind the assignment's questions.
"""

from __future__ import annotations

import functools
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.authoring.assignment import Assignment
from autograder.commands import app as cli
from autograder.course.gradebook.recording.record_results import Course
from autograder.grading import changed_files, warm_grader
from autograder.grading.checks import hidden_checks
from autograder.grading.results.store import Store
from autograder.grading.settings import Settings
from autograder.sandbox.child.loading import NotebookLoader
from autograder.sandbox.student_session import Session

LOADING, MESSAGES = "a child of the warm worker loads it", "questions and answers on their way"
# as `child_stages.py` counts them
CHILD_STAGES = (
    LOADING,
    MESSAGES,
    "answering: Keras builds models",
    "answering: TensorFlow traces graphs",
    "answering: the first run of each graph, for which TensorFlow prepares it (Grappler is off)",
    "answering: later runs of graphs",
    "answering: pipelines of data",
    "answering: all else, as what runs eagerly and the loop of `fit`",
)
REST = "the rest: the command line, its table"
STAGES: dict[str, list[tuple[Any, str]]] = {
    "reading the notebook": [(changed_files, "read_submission")],
    LOADING: [(NotebookLoader, "load")],
    MESSAGES: [(Session, "_ask")],
    "the checks' own computation": [(hidden_checks, "run_pytest")],
    "figures and measurements for the marker": [(warm_grader, "draw_by_key")],
    "keeping the result": [(Store, "get"), (Store, "put"), (Settings, "key_of")],
    "gradebook, autograded notebook and feedback page": [(Course, "record")],
}
ALL = tuple(dict.fromkeys((*list(STAGES)[:3], *CHILD_STAGES, *STAGES, REST)))


def processor_s() -> float:
    """Processor seconds of this process and of its children that have ended: one of them draws the figures."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


class Stopwatch:
    """Processor seconds of each stage; the one that was entered last is the one that runs."""

    def __init__(self) -> None:
        self.told: list[dict[str, float]] = []
        self._seconds: Counter[str] = Counter()
        self._of_children: dict[float, list[float]] = {}
        self._entered = [REST]
        self._since = processor_s()

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
        now = processor_s()
        self._seconds[self._entered[-1]] += now - self._since
        self._since = now

    def listen(self, ask: Callable[..., Any]) -> Callable[..., Any]:
        """The function that asks a child, which takes out of the answer what the child tells of its stages."""

        @functools.wraps(ask)
        def asked(*arguments: Any) -> Any:
            answer = ask(*arguments)
            child, *seconds = answer.pop("stages", [0.0])  # 0: student code has taken the answer's place
            self._of_children[child] = seconds or [0.0] * len(CHILD_STAGES)
            return answer

        return asked

    def tell_after(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, after which the seconds of all stages are noted."""

        @functools.wraps(function)
        def told(*arguments: Any, **named: Any) -> Any:
            result = function(*arguments, **named)
            self._turn()
            self.told.append({stage: self._seconds[stage] + self._in_children(stage) for stage in ALL})
            return result

        return told

    def _in_children(self, stage: str) -> float:
        if stage not in CHILD_STAGES:
            return 0.0
        return sum(seconds[CHILD_STAGES.index(stage)] for seconds in self._of_children.values())


def watch_children(watch: Stopwatch) -> None:
    """Have each child tell of its stages with its answers."""
    questions = vars(Assignment)["questions_source"].fget
    stages = Path(__file__).with_name("child_stages.py").read_text(encoding="utf-8")
    Assignment.questions_source = property(lambda assignment: f"{questions(assignment)}\n\n{stages}")
    Session._ask_child = watch.listen(Session._ask_child)


def main() -> None:
    file = Path(sys.argv.pop(1))
    watch = Stopwatch()
    for stage, places in STAGES.items():
        for owner, name in places:
            setattr(owner, name, watch.wrap(stage, getattr(owner, name)))
    watch_children(watch)
    warm_grader.grade_anew = watch.tell_after(warm_grader.grade_anew)
    try:
        cli.main()
    finally:
        file.write_text(json.dumps(watch.told))


if __name__ == "__main__":
    main()
