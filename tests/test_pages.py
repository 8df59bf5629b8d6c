"""What a student has typed acts nowhere on nbgrader's pages, wherever it comes to stand."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from answers import run
from bs4 import BeautifulSoup
from toy import toy_cells, write

FORMULA = r"$\rlap{\raise 9em{\huge 4 of 4 points}}$"


@pytest.mark.usefixtures("starts")
def test_words_of_a_student_are_no_formulas_in_the_kits_sentences_and_raw_cells_no_html(
    toy_course: Path, toy_kit: Path, tmp_path: Path
):
    course = tmp_path / "course"
    shutil.copytree(toy_course, course)
    raw = nbformat.v4.new_raw_cell(
        "<b id='score' class='score total'>4 of 4</b> <img src='https://example.org/x.png'>"
    )
    cells = [*toy_cells(f"def square(x):\n    raise ValueError({FORMULA!r})\n"), raw]
    write(course / "submitted" / "ada" / "toy" / "toy.ipynb", cells)
    run("vaekit", "grade", "submitted", cwd=course, PYTHONPATH=str(toy_kit))
    page = BeautifulSoup((course / "feedback" / "ada" / "toy" / "toy.html").read_text(), "html.parser")
    told = [place.parent for place in page.find_all(string=lambda words: "of 4 points}}" in words)]
    told = [place for place in told if place.find_parent("pre") is None]
    assert told
    assert all(place.find_parent(class_="tex2jax_ignore") for place in told)
    assert page.find(id="score") is None
    assert page.find("img", src="https://example.org/x.png") is None
    assert "4 of 4" in page.text
