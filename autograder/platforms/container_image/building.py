"""Builds the image by Docker or Podman, on a base from a registry or on one that debootstrap makes."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.records.errors import KitError
from autograder.records.text import shortened

ENGINES = ("docker", "podman")
BASE = "python:3.12-slim-bookworm"  # as the Dockerfile has it
DEBIAN_BASE = "vaekit-debian:bookworm"
_SUITE = "bookworm"
_PACKAGES = "ca-certificates,python3,python3-venv"
_FETCHED = ("var/cache/apt/archives", "var/lib/apt/lists")  # what apt has fetched for the base

Tell = Callable[[str], None]


def installed_engine() -> str | None:
    """Return the first engine that is installed; None where there is none."""
    return next((engine for engine in ENGINES if shutil.which(engine)), None)


def expect_running(engine: str) -> None:
    """Raise KitError where the engine is not there, or does not answer."""
    if shutil.which(engine) is None:
        raise KitError(f"{engine} is not installed: install it, or write only the folder with --no-build.")
    done = subprocess.run([engine, "version"], capture_output=True, text=True, check=False)
    if done.returncode:
        words = _last(done.stderr.splitlines())
        raise KitError(f"{engine} does not answer ({words}): start it, or write only the folder with --no-build.")


def has_image(engine: str, name: str) -> bool:
    """Return whether the engine has the image at hand."""
    return subprocess.run([engine, "image", "inspect", name], capture_output=True, check=False).returncode == 0


def size_of(engine: str, name: str) -> int:
    """Return the size of an image in bytes."""
    command = [engine, "image", "inspect", "--format={{.Size}}", name]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def fetch_base(engine: str, base: str, tell: Tell) -> None:
    """Have the base image at hand; raises KitError where it can't be fetched."""
    if has_image(engine, base):
        return
    tell(f"Fetching {base}.")
    try:
        _run([engine, "pull", base], tell)
    except _Failed as failed:
        raise KitError(
            f"{base} can't be fetched ({failed}): take an image that is here, with --base, or make one of Debian's "
            "packages, with --from-debian."
        ) from None


def make_debian_base(engine: str, mirror: str | None, tell: Tell) -> None:
    """Make the base of Debian's packages, unless the engine has it. Raises KitError where that fails."""
    if has_image(engine, DEBIAN_BASE):
        tell(
            f"{DEBIAN_BASE} is there, and is used: `{engine} image rm {DEBIAN_BASE}` before, to have it made anew."
        )
        return
    if shutil.which("debootstrap") is None:
        raise KitError("debootstrap is not installed: sudo apt-get install debootstrap.")
    if os.geteuid() != 0:
        raise KitError("debootstrap needs root: run the command again with sudo, or take a base with --base.")
    with tempfile.TemporaryDirectory(prefix="vaekit-image-") as folder, _explained("Debian's packages"):
        tree = Path(folder, "tree")
        tell(f"Making {DEBIAN_BASE} of Debian's packages; it takes some minutes.")
        where = [mirror] if mirror is not None else []
        _run(["debootstrap", "--variant=minbase", f"--include={_PACKAGES}", _SUITE, str(tree), *where], tell)
        for name in _FETCHED:
            shutil.rmtree(tree / name, ignore_errors=True)
        _import(engine, tree)


def _import(engine: str, tree: Path) -> None:
    """Make an image of a tree of files."""
    pack = ["tar", "--create", f"--directory={tree}", "--one-file-system", "."]
    with subprocess.Popen(pack, stdout=subprocess.PIPE) as packing:
        done = subprocess.run(
            [engine, "import", "-", DEBIAN_BASE], stdin=packing.stdout, capture_output=True, text=True, check=False
        )
    if done.returncode or packing.returncode:
        raise _Failed(done.stderr.splitlines())


def build_image(engine: str, folder: Path, base: str, name: str, tell: Tell) -> None:
    """Build the image from its folder; raises KitError, with the last line of the engine's, where that fails."""
    tell(f"Building {name} on {base}: the packages are 3 GB, and take some minutes the first time.")
    with _explained("the image"):
        _run([engine, "build", f"--build-arg=BASE={base}", f"--tag={name}", str(folder)], tell)


class _Failed(Exception):
    """A program has failed; the text is the last that it said."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(_last(lines))


def _last(lines: list[str]) -> str:
    found = next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")
    return shortened(found, 300)


def _run(command: list[str], tell: Tell) -> None:
    """Run a program and pass its lines on; raises _Failed."""
    lines: deque[str] = deque(maxlen=20)
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            if line.strip():
                tell(line.strip())
    if process.returncode:
        raise _Failed([*lines])


@contextlib.contextmanager
def _explained(what: str) -> Iterator[None]:
    """Turn the failure of a program into a sentence on what it should have made."""
    try:
        yield
    except _Failed as failed:
        raise KitError(
            f"{what[0].upper()}{what[1:]} could not be made ({failed}): the lines above tell more."
        ) from None
