"""Archives as the learning platforms hand them out, made here: nobody in them exists."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

from answers import RELEASE, ROOT

from autograder.grade import Settings
from autograder.gradebook import Course

NOTEBOOK = RELEASE.read_bytes()
OTHER = NOTEBOOK + b"\n"  # another hand-in, which is a notebook too


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    path.write_bytes(zip_bytes(files))
    return path


def zip_bytes(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def course_in(folder: Path) -> Course:
    """A course root with the kit's configuration."""
    folder.mkdir(parents=True, exist_ok=True)
    config = (ROOT / "nbgrader_config.py").read_text()
    (folder / "nbgrader_config.py").write_text(
        config.replace("sys.path.insert(0, str(root))", f"sys.path.insert(0, {str(ROOT)!r})")
    )
    return Course(folder, Settings())


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def copied_course(source: Path, target: Path) -> Course:
    shutil.copytree(source, target)
    return Course(target, Settings())
