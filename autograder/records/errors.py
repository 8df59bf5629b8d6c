"""The errors that the kit raises on purpose; each text is one sentence for a person."""

from __future__ import annotations

from autograder.records.text import printable


class KitError(Exception):
    """Base of every error that the kit raises on purpose; its text is one sentence for a person, which any terminal
    can show: it may name a stranger's files.
    """

    def __str__(self) -> str:
        return printable(super().__str__())


class Unreadable(KitError):
    """A submission can't be graded. The text names the file, what is wrong and what to do."""


class SandboxError(KitError):
    """The sandbox can't be started or has failed: a fault of the machine, never of the student."""


REFUSED = "This machine refused a process or a thread"  # how the reason begins where it may be graded again alone


class MachineRefused(SandboxError):
    """The machine refused a process, a thread or a file within the submission's limits."""
