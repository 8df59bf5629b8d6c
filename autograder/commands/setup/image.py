"""`vaekit image`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.terminal import Status, err, out, shown, stop, text
from autograder.platforms.container_image.building import (
    BASE,
    DEBIAN_BASE,
    build_image,
    expect_running,
    fetch_base,
    installed_engine,
    make_debian_base,
    size_of,
)
from autograder.platforms.container_image.context import write_context
from autograder.records.errors import KitError


def image_command(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="DIR", help="The folder to write, which the image is built from."),
    ] = Path("vaekit-image"),
    tag: Annotated[str, typer.Option(metavar="NAME", help="The image's name.")] = "vaekit",
    base: Annotated[
        str, typer.Option(metavar="IMAGE", help="What to build on: an image with Python 3.11 to 3.13 as python3.")
    ] = BASE,
    from_debian: Annotated[
        bool,
        typer.Option(
            "--from-debian",
            help="Build on an image made here of Debian's packages, where no registry of images can be reached: needs "
            "root and debootstrap.",
        ),
    ] = False,
    mirror: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Where --from-debian takes the packages; else debootstrap's own."),
    ] = None,
    engine: Annotated[
        str | None, typer.Option(metavar="NAME", help="docker or podman; else the first that is installed.")
    ] = None,
    build: Annotated[bool, typer.Option(help="Build the image; else only write the folder.")] = True,
) -> None:
    """Make an image that holds the kit and all that it needs: with Docker Desktop, macOS and Windows grade in it.

    Example: [bold]vaekit image[/bold], then [bold]docker run --rm -v "$PWD:/course" vaekit vaekit grade submitted[/bold]

    Exit status: 0 it was made, or without an engine its folder; 2 unusable arguments, or it could not be built.
    """
    try:
        write_context(output)
        out.print("made ", text(shown(output)), ": Dockerfile, requirements.lock and the kit's wheel", sep="")
        chosen = engine or installed_engine()
        if not build or chosen is None:
            why = "Neither Docker nor Podman is installed here. " if build else ""
            words = f"{why}Build the image where Docker is: docker build --tag {tag} {shown(output)}"
            out.print(text(words), highlight=False)
            return
        expect_running(chosen)
        if from_debian:
            make_debian_base(chosen, mirror, _tell)
            base = DEBIAN_BASE
        else:
            fetch_base(chosen, base, _tell)
        build_image(chosen, output, base, tag, _tell)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    out.print(text(f"built {tag}: {size_of(chosen, tag) / 1e9:.1f} GB"), highlight=False)
    words = f'In a course: {chosen} run --rm -v "$PWD:/course" {tag} vaekit grade submitted'
    out.print(text(words), highlight=False)
    out.print(
        "The first time it tells which guarantees of the sandbox a container lacks, and how you accept that."
    )


def _tell(words: str) -> None:
    err.print(text(words), highlight=False, soft_wrap=True)
