"""Build `release/` and `solutions/` from `source/` with nbgrader's own converters.

python -m tools.build             both, the solutions executed (minutes; on MNIST where VAEKIT_MNIST names it)
python -m tools.build --release   the releases only, for nbgrader and for Colab
"""

from __future__ import annotations

import argparse
import importlib
import shutil
import tempfile
from pathlib import Path

import nbformat

from autograder.authoring.assignment import Assignment, assignments
from autograder.course.gradebook.cells.rubrics import write_tables
from autograder.course.setup.build_release import build_release, build_solution
from autograder.course.setup.new_course import copy_kept
from autograder.records.errors import KitError

ROOT = Path(__file__).resolve().parent.parent


def build(name: str, target: Path, *, execute: bool | None) -> None:
    """Build assignment `name` under `target`: `release/` and, unless `execute` is None, `solutions/`."""
    with tempfile.TemporaryDirectory() as scratch:
        course = Path(scratch)
        source = course / "source" / name
        write_tables(ROOT / "source" / name / f"{name}.ipynb")
        copy_kept(ROOT / "source" / name, source)
        try:
            release, alone = build_release(ROOT, assignments()[name], course)
            _replace(release, target / "release" / name)
            _replace(alone.parent, target / "release" / alone.parent.name)
            if execute is None:
                return
            solution = build_solution(ROOT, assignments()[name], course, execute=execute)
        except KitError as error:
            raise SystemExit(str(error)) from None
        _replace(solution, target / "solutions" / name)
        _write_own_pages(assignments()[name], source)


def keep_outputs(name: str, built: Path) -> bool:
    """Give the solution under `built` the outputs of the committed one, if their code is the same."""
    place = Path("solutions") / name
    if not (ROOT / place / f"{name}.ipynb").is_file():
        return False
    both = [nbformat.read(root / place / f"{name}.ipynb", as_version=4) for root in (built, ROOT)]
    code = [[cell for cell in notebook.cells if cell.cell_type == "code"] for notebook in both]
    helpers = [{path.name: path.read_bytes() for path in (root / place).glob("*.py")} for root in (built, ROOT)]
    if [cell.source for cell in code[0]] != [cell.source for cell in code[1]] or helpers[0] != helpers[1]:
        return False
    for new, old in zip(*code, strict=True):
        new.outputs, new.execution_count = old.outputs, old.execution_count
    nbformat.write(both[0], ROOT / place / f"{name}.ipynb")
    return True


def _write_own_pages(assignment: Assignment, source: Path) -> None:
    """Write what is known from the evidence that the solution's own run has left, where it leaves any."""
    evidence = source / assignment.evidence.name if assignment.evidence else None
    if evidence is not None and evidence.is_file():
        importlib.import_module(f"tools.{assignment.folder.name}.reproduce").write(evidence)


def _replace(built: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    copy_kept(built, target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--release", action="store_true", help="the release only")
    choice.add_argument("--execute", action="store_true", help="execute the solution whatever has changed")
    parser.add_argument("names", nargs="*", metavar="ASSIGNMENT", help="all, if none is named")
    options = parser.parse_args()
    for name in options.names or assignments():
        print(f"building {name} …", flush=True)
        build(name, ROOT, execute=None)
        if not options.release and (options.execute or not _outputs_still_hold(name)):
            print("executing the solution: some minutes …", flush=True)
            build(name, ROOT, execute=True)


def _outputs_still_hold(name: str) -> bool:
    with tempfile.TemporaryDirectory() as scratch:
        build(name, Path(scratch), execute=False)
        return keep_outputs(name, Path(scratch))


if __name__ == "__main__":
    main()
