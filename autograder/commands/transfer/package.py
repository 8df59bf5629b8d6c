"""`vaekit package`."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from autograder.authoring.assignment import Assignment, find_assignment
from autograder.commands.terminal import (
    Command,
    CourseOption,
    Status,
    assignment_names,
    busy,
    err,
    out,
    shown,
    stop,
    text,
)
from autograder.platforms.autograders.autograder_platform import AutograderPlatform, Package
from autograder.platforms.autograders.gradescope import GradescopeAutograder
from autograder.platforms.autograders.package_settings import PackageSettings, read_settings
from autograder.platforms.autograders.prairielearn import PrairieLearnAutograder
from autograder.records.doctor_findings import Severity
from autograder.records.errors import KitError
from autograder.records.guarantees import Guarantee, as_options, losses
from autograder.records.settings import Limits

package_app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")
_TIMEOUT_S = Limits().submission_s
_MADE_ON = (2000, 1, 1, 0, 0, 0)  # the same files make the same archive

AssignmentArgument = Annotated[
    str, typer.Argument(metavar="ASSIGNMENT", help="Its name.", autocompletion=assignment_names)
]
WithoutOption = Annotated[
    list[Guarantee] | None,
    typer.Option(
        metavar="GUARANTEE",
        help="A guarantee that the sandbox need not give; once for each. Without it the command names those to accept.",
    ),
]
TimeoutOption = Annotated[float, typer.Option(min=1, help="Seconds that one hand-in may take.")]


@package_app.callback()
def _package() -> None:
    """Make a package with which Gradescope or PrairieLearn grades each hand-in as it comes."""


@package_app.command(name="gradescope", cls=Command)
def gradescope_command(
    name: AssignmentArgument,
    course: CourseOption = Path(),
    without: WithoutOption = None,
    timeout: TimeoutOption = _TIMEOUT_S,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The zip file to write; else ASSIGNMENT-gradescope.zip."),
    ] = None,
) -> None:
    """Write the zip file that Gradescope takes as an autograder.

    Example: [bold]vaekit package gradescope fourier-series[/bold]

    Exit status: 0 it was written; 2 unusable arguments, or a guarantee that the sandbox there can't give is not
    accepted.
    """
    path = output or Path(f"{name}-gradescope.zip")
    words = "Upload it in the assignment's Configure Autograder."
    _make(GradescopeAutograder(), name, without, timeout, _write_archive, path, words)


@package_app.command(name="prairielearn", cls=Command)
def prairielearn_command(
    name: AssignmentArgument,
    image: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="The image's name in a registry, as you/vaekit: you build and publish it."
        ),
    ],
    course: CourseOption = Path(),
    without: WithoutOption = None,
    timeout: TimeoutOption = _TIMEOUT_S,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The folder to write, as a course; else ASSIGNMENT-prairielearn."),
    ] = None,
) -> None:
    """Write a question, its external grader and the Dockerfile of its image, as they lie in a PrairieLearn course.

    Example: [bold]vaekit package prairielearn fourier-series --image you/vaekit[/bold]

    Exit status: 0 they were written; 2 unusable arguments, or a guarantee that the sandbox there can't give is not
    accepted.
    """
    folder = output or Path(f"{name}-prairielearn")
    words = f"Build and publish {image} from vaekit-image/, and copy the two other folders into your course."
    _make(PrairieLearnAutograder(image), name, without, timeout, _write_folder, folder, words)


@package_app.command(name="grade", cls=Command, hidden=True)
def grade_command(
    settings: Annotated[Path, typer.Argument(metavar="FILE", help="The package's package.json.")],
) -> None:
    """Grade the one hand-in of the platform's container and write its file of results: what a package itself calls.

    Example: [bold]vaekit package grade /autograder/source/package.json[/bold]

    Exit status: 0 the file of results was written; 2 unusable arguments; 3 the grader itself failed, as the results say.
    """
    try:
        read = read_settings(settings)
        known: dict[str, AutograderPlatform] = {
            one.key: one for one in (GradescopeAutograder(), PrairieLearnAutograder())
        }
        if read.platform not in known:
            raise KitError(f"{settings} is for the platform {read.platform}: expected {' or '.join(known)}.")
    except KitError as error:
        stop(error, Status.UNUSABLE)
    from autograder.platforms.autograders.grade_handin import grade_handin

    failure = grade_handin(known[read.platform], read, settings.resolve().parent)
    if failure is not None:
        for line in failure.splitlines():
            err.print(text(line), highlight=False, soft_wrap=True)
        raise typer.Exit(Status.GRADER_FAILED)


def _make(
    platform: AutograderPlatform,
    name: str,
    without: list[Guarantee] | None,
    timeout: float,
    write: Callable[[Path, Package], None],
    path: Path,
    next_step: str,
) -> None:
    """Write the package to `path`, and tell the instructor of it; ends the command where it can't be made."""
    try:
        assignment = find_assignment(name)
        package = _made(platform, assignment, without, timeout)
        write(path, package)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    _tell(platform, assignment, path, package, next_step)


def _made(
    platform: AutograderPlatform, assignment: Assignment, without: list[Guarantee] | None, timeout: float
) -> Package:
    """The package; raises KitError where a guarantee that the platform's sandbox may lack is not accepted."""
    assignment.expect_installed()  # the package asks for the versions that are installed here
    lacking = [one for one in Guarantee if one not in (without or ())]
    if lacking:
        raise KitError(
            f"{platform.name}'s containers have no user namespaces, so the sandbox there is Landlock. It can't "
            f"guarantee: {losses(lacking)}. If you accept that, add: {as_options(lacking)}"
        )
    settings = PackageSettings(platform.key, assignment.name, timeout, tuple(without or ()))
    with busy("making the package"):
        return platform.package(assignment, settings)


def _write_archive(path: Path, package: Package) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in package.files.items():
                member = zipfile.ZipInfo(name, _MADE_ON)
                member.compress_type = zipfile.ZIP_DEFLATED
                member.external_attr = (0o100755 if name in package.programs else 0o100644) << 16
                archive.writestr(member, content)
    except OSError as error:
        raise KitError(f"{path} can't be written ({error.strerror}): name another file with --output.") from error


def _write_folder(folder: Path, package: Package) -> None:
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        raise KitError(f"{folder} is there and not empty: remove it, or name another folder with --output.")
    try:
        for name, content in package.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            path.chmod(0o755 if name in package.programs else 0o644)
    except OSError as error:
        raise KitError(
            f"{folder} can't be written ({error.strerror}): name another folder with --output."
        ) from error


def _tell(
    platform: AutograderPlatform, assignment: Assignment, path: Path, package: Package, next_step: str
) -> None:
    out.print("made ", text(shown(path)), f": {sum(map(len, package.files.values())) / 1e6:.1f} MB", sep="")
    for finding in assignment.examine_machine() if assignment.examine_machine is not None else ():
        if finding.level is not Severity.OK:  # what is not here is not in the package
            words = f"{finding.name}: {finding.found}. {finding.remedy}, and make the package again."
            err.print(text(words), highlight=False, soft_wrap=True)
    out.print(text(next_step), highlight=False)
    err.print(
        text(f"It holds the hidden checks of the assignment: give it to {platform.name} alone."), highlight=False
    )
