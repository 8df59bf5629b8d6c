"""What `vaekit doctor` finds about a machine or a course."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How serious a finding is."""

    OK = "ok"
    WARNING = "warning"  # grading works, but slower, or not for everybody
    PROBLEM = "problem"  # grading does not work, or is not safe


@dataclass(frozen=True, slots=True)
class Finding:
    """The state of one thing that grading needs, and what to do about it."""

    name: str
    level: Severity
    found: str
    remedy: str | None = None
