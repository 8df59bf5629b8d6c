"""Build `release/` and `solutions/` from `source/` with nbgrader's own converters.

python -m tools.build             both, the solution executed (minutes, on MNIST where VAEKIT_MNIST names it)
python -m tools.build --release   the release only
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.assignment import assignments
from tools import reproduce

ROOT = Path(__file__).resolve().parent.parent
KEPT = ("*.ipynb", "*.py")  # what an assignment's built folder holds; evidence stays with who made it


def nbgrader(*arguments: str, course: Path = ROOT) -> None:
    """One nbgrader command on `course`, with the kit's configuration; its words are shown when it fails."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "nbgrader", *arguments, f"--course-dir={course}"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"nbgrader {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


def build(name: str, target: Path, *, execute: bool | None) -> None:
    """Build assignment `name` under `target`: `release/` and, unless `execute` is None, `solutions/`."""
    with tempfile.TemporaryDirectory() as scratch:
        course = Path(scratch)
        source = course / "source" / name
        source.mkdir(parents=True)
        _copy_kept(ROOT / "source" / name, source)
        nbgrader("generate_assignment", name, "--force", course=course)
        _replace(course / "release" / name, target / "release" / name)
        if execute is not None:
            options = [] if execute else ["--Execute.enabled=False"]
            nbgrader("generate_solution", name, "--force", *options, course=course)
            _replace(course / "solutions" / name, target / "solutions" / name)
            for evidence in source.glob("evidence.npz"):  # left by the solution's own experiment
                reproduce.write(evidence)


def _copy_kept(source: Path, target: Path) -> None:
    for pattern in KEPT:
        for path in source.glob(pattern):
            shutil.copyfile(path, target / path.name)


def _replace(built: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    _copy_kept(built, target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--release", action="store_true", help="the release only")
    options = parser.parse_args()
    for name in assignments():
        print(f"building {name} …", flush=True)
        build(name, ROOT, execute=None if options.release else True)


if __name__ == "__main__":
    main()
