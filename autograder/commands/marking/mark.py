"""`vaekit mark`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.chosen_course import course_of_command
from autograder.commands.terminal import CourseOption, Status, out, stop
from autograder.records.errors import KitError

_EXTENSIONS = ("autograder.marking.server", "nbgrader.server_extensions.formgrader")


def mark_command(
    course: CourseOption = Path(),
    port: Annotated[int, typer.Option(help="The port to listen on; another one where it is taken.")] = 8890,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
) -> None:
    """Open the desk on which texts are marked by their rubrics.

    It is a Jupyter server, for you alone and on this machine alone: its address has a secret. Ctrl-C stops it; marks are
    saved when you press Enter. In JupyterLab and under JupyterHub the desk stands at /vaekit/marking.

    Example: [bold]vaekit mark[/bold]

    Exit status: 0 stopped; 2 there is no course, or no server can be started.
    """
    try:
        root = course_of_command(course)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    options = options_of_server(root, port, browser)
    out.print("Marks are saved when you press Enter. Ctrl-C stops the desk.", highlight=False)
    try:
        done = subprocess.run([sys.executable, "-m", "jupyter_server", *options], cwd=root, check=False)
    except KeyboardInterrupt:  # which the server has got as well
        return
    if done.returncode != 0:
        raise typer.Exit(Status.UNUSABLE)


def options_of_server(root: Path, port: int, browser: bool) -> list[str]:
    """The server's options, which count more than its user's own configuration."""
    return [
        "--ServerApp.ip=localhost",
        f"--port={port}",
        f"--ServerApp.root_dir={root}",
        "--ServerApp.default_url=/vaekit/marking/",
        f"--ServerApp.jpserver_extensions={dict.fromkeys(_EXTENSIONS, True)}",
        *([] if browser else ["--no-browser"]),
        *(["--allow-root"] if os.geteuid() == 0 else []),
    ]
