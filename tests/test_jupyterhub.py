"""A round on a real JupyterHub, by two accounts of the system in two real browsers, through nbgrader's exchange."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import NEEDED, chromium
from desks import Person
from hub import Hub, hub, lacking, log_in
from nbgrader.api import Gradebook
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

pytestmark = [*NEEDED, pytest.mark.slow]

NAME, COURSE = "beta-vae", "vae-course"
TEACHER, STUDENT = "vaekit-teacher", "vaekit-student"
MEAN = """def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    rec = keras.losses.binary_crossentropy(data, reconstruction)
    kl = 0.5 * ops.sum(z_mean**2 + ops.exp(z_log_var) - 1 - z_log_var, axis=1)
    return ops.mean(rec + beta * kl)

x = x[::6]  # a part of the images is trained in less time: here nothing depends on what is learnt
"""
# What the visible check does not see, and the hidden ones do: its images are as grey as their reconstructions.
SWAPPED = MEAN.replace(
    "keras.losses.binary_crossentropy(data, reconstruction)",
    ("64 * keras.losses.binary_crossentropy(reconstruction, data)"),
)
PRINTED = ".jp-OutputArea-output[data-mime-type$=stdout]"
TEXT = "With a larger weight the divergence falls and the reconstruction loss rises: the digits blur."
COMMENT = "Both losses are there; say what the largest weight does to z."


class Account(Person):
    """Somebody with an account of the hub."""

    def __init__(self, browser: webdriver.Chrome, hub: Hub, name: str) -> None:
        super().__init__(browser, name, hub.folder.parent)
        self.hub, self.place = hub, hub.server(name)

    def trouble(self) -> str:
        return self.hub.words()


class Student(Account):
    def log_in(self) -> None:
        log_in(self, self.hub, "lab")
        self.see(".jp-Launcher")

    def assignments(self) -> None:
        self.menu("Nbgrader", "Assignment List")

    def fetch(self) -> None:
        self.assignments()
        self.click("#released_assignments_list button", "Fetch")
        self.see("#fetched_assignments_list", NAME)

    def open(self) -> None:
        self.click("#fetched_assignments_list .assignment-notebooks-link", NAME)
        self.click("#fetched_assignments_list .assignment-notebooks a", NAME)
        self.see_notebook("Before you hand in")

    def run_all(self) -> None:
        self.menu("Run", "Run All Cells")

    def validate(self) -> str:
        self.click(".jp-NotebookPanel-toolbar .validate-button")
        said = self.see(".jp-Dialog").text
        self.click(".jp-Dialog button.jp-mod-accept")
        return said

    def submit(self) -> None:
        self.assignments()
        self.click("#fetched_assignments_list button", "Submit")
        self.see("#submitted_assignments_list", NAME)

    def read_feedback(self) -> str:
        self.assignments()
        self.click("#refresh_assignments_list")
        self.see("#submitted_assignments_list", "(feedback available to fetch)")
        self.click("#submitted_assignments_list button", "Fetch Feedback")
        self.click("#submitted_assignments_list a", "(view feedback)")
        file = self.see(".jp-DirListing-item", f"{NAME}.html")
        ActionChains(self.browser).double_click(file).perform()
        self.browser.switch_to.frame(self.see(".jp-HTMLViewer iframe"))
        try:
            return self.see("body", "points").text
        finally:
            self.browser.switch_to.default_content()


class Teacher(Account):
    """Works in formgrader, in a tab of its own: JupyterHub lets no page of a server into a frame."""

    def log_in(self) -> None:
        log_in(self, self.hub, "formgrader")
        self.see("#main-table", NAME)

    def _press(self, page: str, action: str, answer: str) -> None:
        """Click on an action of the only row, and wait until formgrader gives this answer.

        The dialog slides in from above: before it stands, its first lines are not shown.
        """
        self.browser.get(f"{self.place}/formgrader/{page}")
        self.click(f"#main-table .{action} a")
        self.see(".modal.in", answer)

    def manage(self, action: str, answer: str) -> None:
        self._press("manage_assignments", action, answer)

    def autograde(self, answer: str) -> None:
        self._press(f"manage_submissions/{NAME}", "autograde", answer)

    def submissions(self) -> str:
        self.browser.get(f"{self.place}/formgrader/manage_submissions/{NAME}")
        return self.see("#main-table", STUDENT).text

    def open_submission(self) -> str:
        self.browser.get(f"{self.place}/formgrader/gradebook/{NAME}/{NAME}")
        self.click("#main-table a", "Submission #1")
        return self.see("body", "Task 2").text

    def mark(self, points: str, comment: str) -> None:
        for selector, words in (("input.score#trade-writeup", points), ("#trade-writeup-comment", comment)):
            box = self.see(selector)
            box.clear()
            box.send_keys(words, Keys.TAB)
        self.browser.refresh()
        self.until(lambda: self._value("input.score#trade-writeup") == points or None, "the mark is not kept")
        self.until(lambda: self._value("#trade-writeup-comment") == comment or None, "the comment is not kept")

    def _value(self, selector: str) -> str | None:
        return self.see(selector).get_attribute("value")


@pytest.fixture(scope="module")
def running(starts) -> Iterator[Hub]:
    """A hub whose teacher has a course, made by `vaekit init`, and whose student has nothing yet."""
    reason = lacking()
    if reason is not None:
        pytest.skip(reason)
    with hub(TEACHER, STUDENT) as one:
        one.configure(
            f"c.Exchange.root = {str(one.exchange)!r}\n"
            f"c.CourseDirectory.course_id = {COURSE!r}\n"
            "c.Execute.timeout = 600  # seconds that a cell may take when a student presses Validate"
        )
        one.run(TEACHER, "python", "-m", "autograder", "init", COURSE, "--assignment", NAME)
        one.configure(f"c.CourseDirectory.root = {str(one.home(TEACHER) / COURSE)!r}", TEACHER)
        yield one


@pytest.fixture
def teacher(running: Hub, tmp_path: Path) -> Iterator[Teacher]:
    with chromium(tmp_path / "teacher") as browser:
        yield Teacher(browser, running, TEACHER)


@pytest.fixture
def student(running: Hub, tmp_path: Path) -> Iterator[Student]:
    with chromium(tmp_path / "student") as browser:
        yield Student(browser, running, STUDENT)


def test_a_round_from_release_to_feedback(running: Hub, teacher: Teacher, student: Student) -> None:
    teacher.log_in()
    teacher.manage("release", "Successfully released")

    student.log_in()
    student.fetch()
    student.open()
    student.write("Code", "raise NotImplementedError", MEAN)
    student.run_all()
    student.see(".jp-OutputArea", "expected 44.3614, but got 0.69")
    assert "The following cell failed" in student.validate()
    student.write("Code", "def beta_vae_loss", SWAPPED)
    student.run_all()
    student.see(PRINTED, "Right for three weights.")
    student.see(".jp-OutputArea img")
    student.write("Markdown", "Write your text here", TEXT)
    assert "Your notebook passes all the tests" in student.validate()
    student.submit()

    teacher.manage("collect", "Successfully collected")
    teacher.autograde("Successfully autograded")
    assert "11 / 20" in teacher.submissions()
    page = teacher.open_submission()
    assert TEXT in page
    teacher.mark("5", COMMENT)
    teacher.manage("generate-feedback", "Successfully generated feedback")
    teacher.manage("release-feedback", "Successfully released feedback")

    read = student.read_feedback()
    assert "16 of 20 points" in read
    assert COMMENT in read
    assert recorded(running) == {"loss-check": (11.0, None), "trade-writeup": (None, 5.0)}


def recorded(one: Hub) -> dict[str, tuple[float | None, float | None]]:
    """The gradebook's automatic and manual points of the student, by cell."""
    with Gradebook(f"sqlite:///{one.home(TEACHER) / COURSE / 'gradebook.db'}") as gradebook:
        (notebook,) = gradebook.find_submission(NAME, STUDENT).notebooks
        return {grade.name: (grade.auto_score, grade.manual_score) for grade in notebook.grades}
