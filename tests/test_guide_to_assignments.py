"""The guide to new assignments, walked: the page's commands and files make an assignment that grades."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import nbformat
import pytest
from answers import ROOT, grade_id, run

from autograder.commands.terminal import Status

PAGE = ROOT / "docs" / "guide" / "new-assignment.md"
NAME = "moving-average"
BLOCK = re.compile(r"```\{code-block\} \w+\n:caption: (.*?)\n(.*?)```", re.DOTALL)
POINTS = {"average-check": 6, "noise-check": 4, "why": 5}
SUMS = "def moving_average(x, n):\n    return np.convolve(x, np.ones(n), mode='valid')\n"


def files() -> dict[str, str]:
    """The page's files and cells, by what stands above them."""
    return dict(BLOCK.findall(PAGE.read_text(encoding="utf-8")))


def commands() -> list[list[str]]:
    """The commands of sections 0 to 6, in their order."""
    walk = PAGE.read_text(encoding="utf-8").partition("## An assignment in TensorFlow")[0]
    blocks = re.findall(r"```console\n(.*?)```", walk, re.DOTALL)
    return [shlex.split(line[2:]) for block in blocks for line in block.splitlines()]


def cell(kind: str, name: str, source: str) -> nbformat.NotebookNode:
    """A cell as the sidebar of nbgrader makes it."""
    is_code, is_check = kind == "code", name.endswith("-check")
    made = nbformat.v4.new_code_cell(source) if is_code else nbformat.v4.new_markdown_cell(source)
    solution = name in ("average", "noise", "why")
    marks = {"grade": is_check or name == "why", "solution": solution, "locked": not solution, "task": False}
    made.metadata["nbgrader"] = {"grade_id": name, "schema_version": 3, **marks}
    if name in POINTS:
        made.metadata.nbgrader["points"] = POINTS[name]
    return made


def write_notebook(path: Path) -> None:
    """What section 1 asks for."""
    notebook, written = nbformat.read(path, as_version=4), files()
    title, imports = notebook.cells[:2]
    code = {name: cell("code", name, written[f"cell {name}"]) for name in ("average", "noise")}
    checks = {name: cell("code", f"{name}-check", written[f"cell {name}-check"]) for name in code}
    notebook.cells = [
        *(title, imports),
        *(
            cell("markdown", "task-average", "## Task 1: Moving average (6 points)"),
            code["average"],
            checks["average"],
        ),
        *(cell("markdown", "task-noise", "## Task 2: Noise (4 points)"), code["noise"], checks["noise"]),
        *(cell("markdown", "text-why", "Why?"), cell("markdown", "why", "The variance is divided by n.")),
    ]
    nbformat.write(notebook, path)


def write_corpus(course: Path) -> None:
    """What section 5 asks for."""
    for kind in ("right", "wrong"):
        notebook = nbformat.read(course / "source" / NAME / f"{NAME}.ipynb", as_version=4)
        if kind == "wrong":
            next(one for one in notebook.cells if grade_id(one) == "average").source = SUMS
        path = course / "assignments" / "moving_average" / "corpus" / kind / NAME / f"{NAME}.ipynb"
        nbformat.write(notebook, path)


@pytest.mark.usefixtures("starts")
def test_the_guide_makes_an_assignment_that_grades(tmp_path):
    course = tmp_path / "my-course"
    first = [words for words in commands() if words[0] != "cd"]
    made = first.index(["vaekit", "build", NAME]) + 1
    for words in first[:made]:
        run(*words, cwd=course if course.exists() else tmp_path)
    write_notebook(course / "source" / NAME / f"{NAME}.ipynb")
    for path, content in files().items():
        if not path.startswith("cell "):
            (course / path).write_text(content)
    (course / "assignments" / "moving_average" / "checks" / "test_mean_square.py").unlink()
    write_corpus(course)
    for words in first[made:]:
        if words[0] == "pytest":
            assert "1 failed, 2 passed" in run(*words, cwd=course, status=1)
        else:
            more = ("--json", "report.json") if words[1] == "grade" else ()
            run(*words, *more, cwd=course)
    graded = json.loads((course / "report.json").read_text())["submissions"]
    assert {one["student"]: one["score"] for one in graded} == {"right": 10.0, "wrong": 6.0}
    assert "This is the sum of the neighbours." in (course / "report.json").read_text()
    source = (course / "source" / NAME / f"{NAME}.ipynb").read_text()
    assert "why the noise gets smaller" in source  # the rubric's table
    assert "Write your text here" in (course / "release" / NAME / f"{NAME}.ipynb").read_text()


def test_a_misspelt_name_of_the_guides_declaration_is_named(tmp_path):
    run("vaekit", "init", "course", "--empty", cwd=tmp_path)
    run("vaekit", "new", NAME, cwd=tmp_path / "course")
    declaration = tmp_path / "course" / "assignments" / "moving_average" / "__init__.py"
    declaration.write_text(declaration.read_text().replace(f'"{NAME}-imports"', f'"{NAME}-import"'))
    words = run("vaekit", "build", NAME, cwd=tmp_path / "course", status=Status.UNUSABLE)
    assert f"`{NAME}-imports` perhaps?" in words
