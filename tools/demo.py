"""The whole way on the example class: release, grade, record in nbgrader's gradebook, write the feedback pages."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from nbgrader.api import Gradebook
from rich.console import Console
from rich.table import Table

from autograder.authoring.assignment import Assignment
from autograder.commands.grading.grade import grade_to_report
from autograder.course.setup.new_course import run_nbgrader
from corpus.entries import example_assignment
from tools.build import ROOT

EXAMPLES = "examples/submitted"
OWN = ROOT / "submitted"
REPORT = ROOT / "demo" / "report.json"
out = Console(highlight=False, soft_wrap=True)


def main() -> None:
    if OWN.exists():
        raise SystemExit(f"This course has submissions of its own in {OWN}: the demo would mix with them.")
    assignment = example_assignment()
    out.print(f"[bold]1[/bold] building release/{assignment.name} from source/ (nbgrader generate_assignment)")
    run_nbgrader(ROOT, "generate_assignment", assignment.name, "--force")
    out.print(f"[bold]2[/bold] grading {EXAMPLES} (vaekit grade; each submission in a sandbox of its own)")
    grade_to_report(ROOT / EXAMPLES, REPORT)
    out.print("[bold]3[/bold] recording the grades (nbgrader autograde) and writing the feedback pages")
    examples = f"--CourseDirectory.submitted_directory={EXAMPLES}"
    run_nbgrader(ROOT, "autograde", assignment.name, "--force", examples)
    run_nbgrader(ROOT, "generate_feedback", assignment.name, "--force", examples)
    out.print(_table(assignment))
    _where_next(assignment)


def _table(assignment: Assignment) -> Table:
    """The points as they stand in the gradebook."""
    table = Table(title="nbgrader's gradebook", title_justify="left")
    table.add_column("student")
    cells = [*((task.check_cell, task.id, task.points) for task in assignment.tasks)]
    for _, title, points in cells:
        table.add_column(f"{title}\n/{points:g}", justify="right")
    table.add_column(f"total\n/{assignment.max_score:g}", justify="right", style="bold")
    with Gradebook(f"sqlite:///{ROOT / 'gradebook.db'}") as gradebook:
        for submission in sorted(gradebook.assignment_submissions(assignment.name), key=lambda s: s.student.id):
            grades = {grade.name: grade.auto_score for note in submission.notebooks for grade in note.grades}
            scores = [grades[cell] for cell, _, _ in cells]
            table.add_row(submission.student.id, *(f"{score:g}" for score in scores), f"{sum(scores):g}")
    return table


def _where_next(assignment: Assignment) -> None:
    out.print(
        f"The texts are not marked yet: that is {assignment.manual_max:g} points a person gives. Where to look next:"
    )
    page = Path("feedback") / _telling_student() / assignment.name / f"{assignment.name}.html"
    out.print(f"  a feedback page     {page}")
    out.print(f"  the JSON report     {_shown(REPORT)}")
    out.print(f"  the notebook        release/{assignment.name}/{assignment.name}.ipynb")
    out.print(f"  marking the texts   {_shown(Path(sys.prefix))}/bin/vaekit mark")


def _telling_student() -> str:
    """The student whose mistakes were recognised most often: the page that shows most."""
    named = {
        submission["student"]: sum(
            bool(c["misconception"]) for task in submission["tasks"] for c in task["checks"]
        )
        for submission in json.loads(REPORT.read_text(encoding="utf-8"))["submissions"]
    }
    return max(named, key=lambda student: named[student])


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


if __name__ == "__main__":
    main()
