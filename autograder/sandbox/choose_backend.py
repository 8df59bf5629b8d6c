"""The sandbox backends of this kit, and the choice of one that this machine can run."""

from __future__ import annotations

from collections.abc import Collection

from autograder.records.errors import SandboxError
from autograder.records.guarantees import Guarantee, as_options, losses
from autograder.records.settings import Kind
from autograder.sandbox.backends.backend import Backend
from autograder.sandbox.backends.bubblewrap import Bubblewrap
from autograder.sandbox.backends.container import Docker, Podman
from autograder.sandbox.backends.landlock import Landlock
from autograder.sandbox.backends.unconfined import Unconfined
from autograder.sandbox.limits import machine_capacity

# `--sandbox auto` tries them in this order
BACKENDS: tuple[type[Backend], ...] = (
    Bubblewrap,
    Podman,
    Docker,
    Landlock,
    Unconfined,
)


def backend_for(kind: Kind) -> type[Backend]:
    """Return the backend of that kind. Raises KeyError for AUTO: `choose` turns it into another."""
    return {backend.kind: backend for backend in BACKENDS}[kind]


def choose(kind: Kind) -> Kind:
    """Return the kind that this machine can run, for AUTO the first that it can.

    Raises SandboxError, with the remedy, where it can run none, and MachineRefused where it has no room for a grading.
    """
    machine_capacity.expect_room()
    is_auto = kind is Kind.AUTO
    candidates = [one for one in BACKENDS if one.is_automatic] if is_auto else [backend_for(kind)]
    problems = []
    for candidate in candidates:
        problem = candidate.problem()
        if problem is None:
            return candidate.kind
        problems.append(problem)
    raise SandboxError(
        f"No sandbox: {problems[0]} Podman or Docker would do as well. {problems[-1]} Student code is not run without "
        "one; if you trust every submission, say --sandbox none."
        if is_auto
        else f"No sandbox: {problems[0]} Take another with --sandbox, or --sandbox auto."
    )


def expect_accepted(
    kind: Kind, accepted: Collection[Guarantee], command: str = "vaekit grade", option: str = "--without"
) -> None:
    """Raise SandboxError where the backend can't give a guarantee here whose loss the instructor has not accepted.

    `command` is the one whose `option` accepts it.
    """
    lacking = [one for one in backend_for(kind).lacks() if one not in accepted]
    if lacking:
        raise SandboxError(
            f"The sandbox {kind.value} can't guarantee on this machine: {losses(lacking)}. Make another sandbox work "
            f"(`vaekit doctor` tells how), or accept it: `{command}` with {as_options(lacking, option)}"
        )
