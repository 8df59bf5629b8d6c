"""What a sandbox may be unable to guarantee, each by the name by which an instructor accepts that it is lost."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Guarantee(StrEnum):
    """A guarantee that bubblewrap gives and another backend may lack; docs/threat-model.md has the whole table."""

    HIDDEN_FILES = "hidden-files"
    HIDDEN_PROCESSES = "hidden-processes"
    HIDDEN_MACHINE_NAME = "hidden-machine-name"
    HIDDEN_READS = "hidden-reads"
    BOUNDED_SCRATCH = "bounded-scratch"
    CAUSE_OF_KILL = "cause-of-kill"

    @property
    def loss(self) -> str:
        """Return what its loss means, as part of a sentence."""
        return _LOSSES[self]


_LOSSES = {
    Guarantee.HIDDEN_FILES: "student code can tell that a file exists, its size and its times, though not its content",
    Guarantee.HIDDEN_PROCESSES: "student code can tell that a process exists",
    Guarantee.HIDDEN_MACHINE_NAME: "student code can read the machine's name",
    Guarantee.HIDDEN_READS: "reading a file of the Python environment leaves a time that another submission can see",
    Guarantee.BOUNDED_SCRATCH: "the space for a submission's files is watched, not bounded",
    Guarantee.CAUSE_OF_KILL: "a submission's process that another program kills costs the submission that question",
}


def as_options(guarantees: Iterable[Guarantee], option: str = "--without") -> str:
    """Return the options of a command that accept these losses."""
    return " ".join(f"{option} {one.value}" for one in guarantees)


def losses(guarantees: Iterable[Guarantee]) -> str:
    """Return what the loss of each means, as one part of a sentence."""
    return "; ".join(f"{one.value}: {one.loss}" for one in guarantees)
