"""Folders that several processes of one run of the tests need: the first that asks makes them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder of that name that `make` fills, once for all processes of pytest-xdist; nobody may change it after.

    `make` gets an empty folder, and its error is the error of whoever asks. Where it failed, the next one tries again.
    """
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # each process has a folder of its own in it
    place = base / "shared" / name
    place.parent.mkdir(exist_ok=True)
    with place.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.is_dir():
            unfinished = factory.mktemp(name)
            make(unfinished)
            unfinished.rename(place)
    return place
