"""Kinds of sandbox, and the limits of one submission."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from autograder.records.units import MIB


class Kind(StrEnum):
    """The kind of sandbox that student code runs in."""

    AUTO = "auto"
    BWRAP = "bwrap"
    PODMAN = "podman"
    DOCKER = "docker"
    LANDLOCK = "landlock"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one submission. Times are wall-clock seconds, except `cpu_s`."""

    submission_s: float = 120.0
    question_s: float = 20.0
    statement_s: float = 10.0
    cpu_s: int = 240
    memory_mib: int = 4096
    file_mib: int = 64
    scratch_mib: int = 256
    processes: int = 512
    open_files: int = 256
    restarts: int = 8

    def for_kernel(self) -> dict[str, int]:
        """The limits that the kernel enforces on each process."""
        return {
            "RLIMIT_CPU": self.cpu_s,
            "RLIMIT_DATA": self.memory_mib * MIB,
            "RLIMIT_FSIZE": self.file_mib * MIB,
            "RLIMIT_NOFILE": self.open_files,
            "RLIMIT_NPROC": self.processes,
            "RLIMIT_CORE": 0,
        }
