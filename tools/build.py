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

from autograder.assignment import Assignment, assignments
from autograder.colab import write_standalone
from autograder.course import copy_kept, run_nbgrader
from autograder.results import KitError

ROOT = Path(__file__).resolve().parent.parent


def nbgrader(*arguments: str, course: Path = ROOT) -> None:
    """One nbgrader command on `course`, with the kit's configuration; its words are shown when it fails."""
    try:
        run_nbgrader(ROOT, *arguments, f"--course-dir={course}")
    except KitError as error:
        raise SystemExit(str(error)) from None


def build(name: str, target: Path, *, execute: bool | None) -> None:
    """Build assignment `name` under `target`: `release/` and, unless `execute` is None, `solutions/`."""
    with tempfile.TemporaryDirectory() as scratch:
        course = Path(scratch)
        source = course / "source" / name
        copy_kept(ROOT / "source" / name, source)
        nbgrader("generate_assignment", name, "--force", course=course)
        _replace(course / "release" / name, target / "release" / name)
        alone = target / "release" / f"{name}-colab" / f"{name}.ipynb"
        write_standalone(target / "release" / name, alone, assignments()[name])
        if execute is not None:
            options = [] if execute else ["--Execute.enabled=False"]
            nbgrader("generate_solution", name, "--force", *options, course=course)
            _drop_evidence(course / "solutions" / name / f"{name}.ipynb", assignments()[name])
            _replace(course / "solutions" / name, target / "solutions" / name)
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
    evidence = source / str(assignment.evidence_file)
    if evidence.is_file():
        importlib.import_module(f"tools.{assignment.folder.name}.reproduce").write(evidence)


def _drop_evidence(path: Path, assignment: Assignment) -> None:
    """Take the copy of the evidence, 2 MiB, out of a notebook that nobody hands in."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(assignment.evidence_mime, None)
    nbformat.write(notebook, path)


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
