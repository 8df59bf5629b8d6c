"""Temporary folders for backends that need a folder of the machine."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from pathlib import Path

from autograder.sandbox.mounts import INSIDE

_PREFIX = "vaekit-"
_ABANDONED_S = 86_400.0


def new_scratch_folder() -> tempfile.TemporaryDirectory[str]:
    """Make a temporary folder, and remove those that killed graders left a day ago."""
    _remove_abandoned()
    return tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)


def copy_kit(scratch: Path) -> Path:
    """Copy the files that the worker runs into a scratch folder; return the folder that holds them."""
    folder = scratch / "kit"
    folder.mkdir()
    for path in INSIDE:
        shutil.copyfile(path, folder / path.name)
    return folder


def _remove_abandoned() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _ABANDONED_S:
                shutil.rmtree(folder, ignore_errors=True)
