"""The folder that an engine builds the image from: Dockerfile, lock file and the kit's wheel."""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder.platforms.container_image.kit_wheel import write_kit_wheel
from autograder.records.errors import KitError

_KIT = Path(__file__).resolve().parents[2]
DOCKERFILE, LOCK = "Dockerfile", "requirements.lock"
_TEMPLATE = _KIT / "templates" / "image" / DOCKERFILE


def write_context(folder: Path) -> None:
    """Write the folder; what an earlier call has written is replaced, and a folder wheels/ stays.

    Raises KitError where the folder holds something else, or can't be written.
    """
    _expect_own(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for wheel in folder.glob("vaekit-*.whl"):
            wheel.unlink()
        shutil.copyfile(_TEMPLATE, folder / DOCKERFILE)
        shutil.copyfile(_lock_file(), folder / LOCK)
        write_kit_wheel(folder.resolve())
    except OSError as error:
        raise KitError(
            f"{error.filename or folder} can't be written ({error.strerror}): name another folder with --output, or "
            "make room."
        ) from error


def _expect_own(folder: Path) -> None:
    if not folder.exists():
        return
    first = _TEMPLATE.read_text(encoding="utf-8").splitlines()[0]
    dockerfile = folder / DOCKERFILE
    is_own = dockerfile.is_file() and dockerfile.read_text(encoding="utf-8", errors="replace").startswith(first)
    if not is_own and (not folder.is_dir() or any(folder.iterdir())):
        raise KitError(
            f"{folder} is there and holds something else: remove it, or name another folder with --output."
        )


def _lock_file() -> Path:
    """Return the versions that the kit was tested with: a wheel carries them, a clone has them in its root."""
    carried = _TEMPLATE.with_name(LOCK)
    return carried if carried.exists() else _KIT.parent / LOCK
