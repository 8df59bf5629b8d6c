"""What students get: built from the source, whole, and with nothing in it that they should not see."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import nbformat
import pytest
from answers import NAME, grade_id

from autograder.assignment import assignments
from autograder.assignments.vae_digits.marking import rubric
from tools.build import ROOT, build

NAMES = sorted(assignments())


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory) -> Path:
    """Release and solution, built anew beside the committed ones; the solution is not executed."""
    target = tmp_path_factory.mktemp("built")
    for name in NAMES:
        build(name, target, execute=False)
    return target


def cells(path: Path) -> list:
    return nbformat.read(path, as_version=4).cells


@pytest.mark.parametrize("name", NAMES)
def test_committed_release_is_what_the_source_gives(rebuilt, name):
    built = {path.name: path.read_bytes() for path in (rebuilt / "release" / name).iterdir()}
    committed = {path.name: path.read_bytes() for path in (ROOT / "release" / name).iterdir() if path.is_file()}
    assert sorted(built) == sorted(committed)
    for file in built:
        assert built[file] == committed[file], f"release/{name}/{file} is not current: run `make build`"


@pytest.mark.parametrize("name", NAMES)
def test_committed_solution_has_the_cells_that_the_source_gives(rebuilt, name):
    place = Path("solutions") / name / f"{name}.ipynb"
    both = [[(cell.cell_type, cell.source) for cell in cells(root / place)] for root in (rebuilt, ROOT)]
    assert both[0] == both[1], f"{place} is not current: run `make build`"


@pytest.mark.parametrize("name", NAMES)
def test_committed_solution_was_executed(name):
    code = [cell for cell in cells(ROOT / "solutions" / name / f"{name}.ipynb") if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    outputs = [output for cell in code for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    assert any("image/png" in output.get("data", {}) for output in outputs)


def solution_lines(cell) -> set[str]:
    """The lines of a cell's solution regions."""
    found, inside = set(), False
    for line in cell.source.splitlines():
        inside = (inside or "BEGIN SOLUTION" in line) and "END SOLUTION" not in line
        if inside and "BEGIN SOLUTION" not in line and line.strip():
            found.add(line.strip())
    return found


@pytest.mark.parametrize("name", NAMES)
def test_release_holds_no_solution_no_hidden_check_and_no_output(name):
    source = {grade_id(cell): cell for cell in cells(ROOT / "source" / name / f"{name}.ipynb")}
    release = cells(ROOT / "release" / name / f"{name}.ipynb")
    text = json.dumps(release)
    assert "SOLUTION" not in text
    assert "HIDDEN" not in text
    for cell in release:
        assert not cell.get("outputs")
        secret = solution_lines(source[grade_id(cell)]) if grade_id(cell) in source else set()
        assert not secret & {line.strip() for line in cell.source.splitlines()}, grade_id(cell)
    assert any(solution_lines(cell) for cell in source.values())  # else nothing was looked for
    manual = [cell.cell for cell in assignments()[name].manual]
    texts = [json.dumps(source[cell].source) for cell in manual]
    assert texts
    assert not [answer for answer in texts if answer in text]


@pytest.mark.parametrize("name", NAMES)
def test_release_holds_nothing_of_the_hidden_checks(name):
    release = "".join(path.read_text() for path in (ROOT / "release" / name).iterdir())
    folder = assignments()[name].checks_folder
    lines = {line.strip() for path in folder.glob("*.py") for line in path.read_text().splitlines()}
    telling = {line for line in lines if len(line) > 30 and not line.startswith(('"""', "from ", "import "))}
    assert telling
    assert not [line for line in telling if line in release]


def test_rubrics_add_up_to_the_points_of_their_texts():
    """The rubric stands once, above its text: what an instructor changes there has to fit the cell's points."""
    cells = nbformat.read(ROOT / "source" / NAME / f"{NAME}.ipynb", as_version=4).cells
    for above, text in itertools.pairwise(cells):
        if grade_id(text) in ("latent-writeup", "quality-writeup"):
            rows = [row.split("|") for row in above.source.splitlines() if row.startswith("| **")]
            assert 3 <= len(rows) <= 5
            full = [float(points) for _, points in rubric(grade_id(text))]
            assert len(full) == len(rows)
            assert sum(full) == text.metadata["nbgrader"]["points"]
