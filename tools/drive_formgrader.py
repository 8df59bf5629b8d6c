"""Marks texts in nbgrader's formgrader in a real browser, and takes the times: a part of `tools.bench_desk`."""

from __future__ import annotations

import time

from nbgrader.api import Gradebook
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from autograder.marking.marks.comments import composed
from autograder.records.marking.rubric import Rubric
from tools.desk_course import MarkedClass
from tools.resumable import Resumable
from tools.typist import Typist, tell_progress


def mark_in_formgrader(
    run: Resumable, browser: webdriver.Chrome, url: str, made: MarkedClass, rubric: Rubric, count: int
) -> None:
    """Type the number and the criteria, and go on by formgrader's own keys, until `count` texts are marked."""
    base, _, secret = url.partition("vaekit/marking/?")
    typist, owners = Typist(browser), _owners(made)
    marked = made.points(rubric)
    browser.get(f"{base}?{secret}")
    first = min(one for one, student in owners.items() if student not in marked)  # in formgrader's own order
    address = f"{base}formgrader/submissions/{first}/"
    browser.get(f"{address}?index={_index(typist, address, rubric)}")
    typist.until(lambda: browser.execute_script(_READY, rubric.cell))
    while len(run.of("formgrader")) < count:
        _mark_in_formgrader(run, typist, made, owners, rubric)
        tell_progress("in formgrader", run.of("formgrader"), count)


def _mark_in_formgrader(
    run: Resumable, typist: Typist, made: MarkedClass, owners: dict[str, str], rubric: Rubric
) -> None:
    """Give the text that is shown the levels that were agreed on, and keep how long it took to the next one."""
    began, keys, browser = time.perf_counter(), typist.keys, typist.browser
    student = owners[browser.current_url.partition("/submissions/")[2].partition("/")[0]]
    levels = made.example(student, rubric.cell).levels
    for key in f"{rubric.earned(levels):g}":
        typist.strike(key)
    typist.until(lambda: _to_comment(typist, rubric))
    for key in composed(rubric, levels, {}, ""):
        typist.strike(Keys.ENTER if key == "\n" else key)
    here = browser.current_url.partition("?")[0]
    typist.strike(Keys.CONTROL, ".")
    asked = time.perf_counter()
    typist.until(lambda: browser.current_url.partition("?")[0] != here)
    typist.until(lambda: browser.execute_script(_READY, rubric.cell))
    done = time.perf_counter()
    run.add("formgrader", student=student, seconds=done - began, keys=typist.keys - keys, turn=done - asked)


_READY = """
const box = document.activeElement;
return document.readyState === 'complete' && box && box.id === arguments[0] && box.classList.contains('score')
  && window.formgrader?.grades?.loaded && formgrader.comments.loaded;
"""


def _index(typist: Typist, address: str, rubric: Rubric) -> int:
    """The place of a text's number box among all the boxes of a notebook."""
    typist.browser.get(address)
    place = "return [...document.querySelectorAll('.tabbable')].findIndex(one => one.id === arguments[0])"
    return int(typist.until(lambda: 1 + int(typist.browser.execute_script(place, rubric.cell)))) - 1


def _to_comment(typist: Typist, rubric: Rubric) -> bool:
    """Tab to the text's comment box; whether it is there."""
    typist.strike(Keys.TAB)
    return bool(
        typist.browser.execute_script(
            "return document.activeElement.id === arguments[0]", f"{rubric.cell}-comment"
        )
    )


def _owners(made: MarkedClass) -> dict[str, str]:
    """Students by the numbers that formgrader gives their notebooks."""
    with Gradebook(f"sqlite:///{made.gradebook}") as gradebook:
        return {one.id: one.student.id for one in gradebook.notebook_submissions(made.name, made.name)}
