"""Why no container engine can stand in for bubblewrap here, and what to do about it."""

from __future__ import annotations

import errno
import os
import shutil
import socket
from pathlib import Path

from autograder.records.doctor_findings import Finding, Severity
from autograder.records.settings import Kind
from autograder.sandbox.choose_backend import backend_for

_NAME = "container engine"
_DOCKERS_SOCKET = "unix:///var/run/docker.sock"


def engine() -> Finding:
    """Whether Podman or Docker could run the sandbox; of those that are installed, what keeps each from it."""
    installed = [kind for kind in (Kind.PODMAN, Kind.DOCKER) if shutil.which(kind.value) is not None]
    if not installed:
        words = "neither Podman nor Docker is installed"
        return Finding(_NAME, Severity.WARNING, words, "Install Podman, which needs no rights, or leave it so.")
    problems = {kind: backend_for(kind).problem() for kind in installed}
    working = [kind.value for kind, problem in problems.items() if problem is None]
    if working:
        return Finding(_NAME, Severity.OK, f"{working[0]} works")
    remedies = [_docker_remedy() if kind is Kind.DOCKER else _PODMAN for kind in installed]
    found = " ".join(problem for problem in problems.values() if problem is not None)
    return Finding(_NAME, Severity.WARNING, found, f"{' '.join(remedies)} Or leave it so.")


_PODMAN = "Run `podman info` to see more: without root Podman needs the package uidmap and user namespaces."


def _docker_remedy() -> str:
    """What to do where Docker's client is here and does not work, by what connecting to the engine's socket ends with."""
    address = os.environ.get("DOCKER_HOST") or _DOCKERS_SOCKET
    if not address.startswith("unix://"):
        return (
            f"DOCKER_HOST names {address}: the containers must see this machine's files, so Docker must run here."
        )
    error = _error_of_connecting(Path(address.removeprefix("unix://")))
    if error in (errno.EACCES, errno.EPERM):
        return (
            "This user has no right to use Docker: `sudo usermod -aG docker $USER` and a new login give it, and with it "
            "the rights of root on this machine; Podman needs none."
        )
    if error in (errno.ENOENT, errno.ECONNREFUSED):
        return "Docker's engine does not run: `sudo systemctl start docker`."
    return "Run `docker info` to see more."


def _error_of_connecting(path: Path) -> int:
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(path))
        except OSError as error:
            return error.errno or errno.EIO
    return 0
