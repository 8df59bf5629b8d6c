"""`vaekit build`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.authoring.assignment import find_assignment
from autograder.commands.chosen_course import course_of_command
from autograder.commands.terminal import (
    CourseOption,
    Status,
    assignment_names,
    busy,
    out,
    shown,
    stop,
    text,
)
from autograder.records.errors import KitError


def build_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The assignment.", autocompletion=assignment_names)],
    course: CourseOption = Path(),
    solution: Annotated[bool, typer.Option(help="Build the solution as well, and run it.")] = True,
) -> None:
    """Build an assignment's release and solution from its notebook in source/.

    The rubrics beside it (`*.rubric.toml`) become the tables above its texts. What was built before is replaced.
    The solution, your own code, is run in this environment, without a sandbox.

    Example: [bold]vaekit build fourier-series[/bold]

    Exit status: 0 both are built; 2 the assignment can't be built, and why.
    """
    from autograder.course.gradebook.cells.rubrics import write_tables
    from autograder.course.setup.build_release import (  # nbgrader takes seconds to import
        build_release,
        build_solution,
    )
    from autograder.grading.declaration_faults import expect_sound

    try:
        root = course_of_command(course)
        assignment = find_assignment(name)
        expect_sound(assignment)
        if solution:
            assignment.expect_installed()
        with busy("building"):
            told = write_tables(root / "source" / name / f"{name}.ipynb")
            built = [*build_release(root, assignment, root)]
            if solution:
                built.append(build_solution(root, assignment, root, execute=True))
    except KitError as error:
        stop(error, Status.UNUSABLE)
    for cell in told:
        out.print(f"the table above {cell} is that of its rubric now", highlight=False)
    for path in built:
        out.print("built ", text(shown(path)), highlight=False)
