"""The order in which texts are marked: by chance, the same for every marker, and not by name."""

from __future__ import annotations

import hashlib


def position(seed: str, student: str) -> str:
    """Where a student's text stands: a new hand-in moves no other."""
    return hashlib.sha256(f"{seed}\0{student}".encode("utf-8", "surrogatepass")).hexdigest()


def is_chosen(seed: str, student: str, share: float) -> bool:
    """Whether a text is among a share of all, which is the same for everybody and grows with the share."""
    return int(position(f"{seed}\0second", student)[:12], 16) < share * 16**12
