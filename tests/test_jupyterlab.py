"""A student at work in a real JupyterLab: checks that answer, a training that is stopped and goes on, figures."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from answers import NAME, RELEASE, ROOT, WRONG_SPREAD, edited, reference_cells, trained_on_one_copy_in
from chromium import NEEDED, chromium, contrast
from desks import Person, jupyterlab, write_lab_settings
from selenium.webdriver.common.by import By

pytestmark = [*NEEDED, pytest.mark.slow]

OUTPUTS = ".jp-OutputArea"
FIGURES = """return [...document.querySelectorAll('.jp-OutputArea img')].map(image => ({
  words: image.alt, dots: image.naturalWidth / image.clientWidth,
  beyond: image.clientWidth - image.closest('.jp-OutputArea').clientWidth}));"""
SHOWN = (
    "Curves of the losses",
    "Scatter plots of the latent space",
    "Generated digits",
    "Ten test digits",
    "The decoded plane",
    "Interpolations between a 1 and a 0",
    "Two latent planes",
    "10 images side by side",
)


class Student(Person):
    def open(self, address: str) -> None:
        self.browser.get(address)
        self.see_notebook("Before you hand in")

    def bar(self) -> str:
        """The line of the experiment's progress, or nothing."""
        lines = self.browser.find_elements(By.CSS_SELECTOR, f"{OUTPUTS} pre")
        return next((line.text for line in lines if line.text.startswith("Epoch ")), "")

    def see_bar_move(self) -> None:
        first = self.until(lambda: self.bar() or None, "no progress is shown")
        self.until(lambda: self.bar() not in ("", first) or None, f"the progress stays at {first}")

    def choose(self, words: str) -> None:
        self.see(".jp-Notebook .jp-CodeCell", words).find_element(By.CSS_SELECTOR, ".cm-content").click()

    def run_from_here(self) -> None:
        self.menu("Run", "Run Selected Cell and All Below")

    def see_figures(self) -> None:
        """The figures, in order, each with words, at least 1.5 dots of it to a pixel, and not wider than its cell."""
        figures = self.until(lambda: self._figures(), "not all figures")
        for figure, words in zip(figures, SHOWN, strict=True):
            assert figure["words"].startswith(words)
            assert figure["dots"] > 1.5
            assert figure["beyond"] <= 0

    def _figures(self) -> list[dict] | None:
        found = self.browser.execute_script(FIGURES)
        return found if len(found) == len(SHOWN) and all(figure["dots"] for figure in found) else None

    def see_readable_outputs(self) -> None:
        """The theme's style sheet may come after the sign that it was chosen."""
        least = 4.5  # what WCAG 2.2 asks for text, level AA
        self.until(lambda: contrast(self.browser, OUTPUTS) >= least or None, f"the contrast stays below {least}")
        self.browser.save_screenshot(str(self.pictures / "jupyterlab.png"))


@pytest.fixture(scope="module")
def desk(starts, tmp_path_factory) -> Path:
    """The release with everything filled in but the sampling, and a solution that came from elsewhere.

    It trains on a part of the images: here nothing depends on what is learnt.
    """
    desk = tmp_path_factory.mktemp("desk")
    answers = {name: code for name, code in reference_cells().items() if name != "sampling"}
    edited(RELEASE, desk / f"{NAME}.ipynb", answers, trained_on_one_copy_in(12))
    shutil.copy(RELEASE.parent / "lab.py", desk)
    shutil.copytree(ROOT / "solutions" / NAME, desk / "received")
    return desk


@pytest.fixture(scope="module")
def server(desk: Path) -> Iterator[str]:
    """Its JupyterLab, without MNIST: the stand-in is trained in less time."""
    write_lab_settings(desk / "etc")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("VAEKIT_MNIST", raising=False)
        (desk / "home").mkdir()
        with jupyterlab(desk, HOME=str(desk / "home"), JUPYTER_CONFIG_PATH=str(desk / "etc")) as url:
            yield f"{url}/lab"


@pytest.fixture
def student(tmp_path: Path) -> Iterator[Student]:
    with chromium(tmp_path / "profile") as browser:
        yield Student(browser, "student", Path(os.environ.get("VAEKIT_PICTURES", tmp_path)))


def test_a_notebook_is_filled_in_and_run(server: str, student: Student, desk: Path) -> None:
    student.open(f"{server}/tree/{NAME}.ipynb")
    student.menu("Run", "Run All Cells")
    student.see(OUTPUTS, "Task 1A: write `Sampling.call`")

    student.write("Code", "class Sampling", WRONG_SPREAD)
    student.run_cell()
    student.see(OUTPUTS, "the variance")
    student.see_readable_outputs()

    student.menu("Settings", "Theme", "JupyterLab Dark")
    student.see("body[data-jp-theme-light=false]")
    student.see_readable_outputs()

    student.write("Code", "class Sampling", reference_cells()["sampling"])
    student.run_from_here()
    student.see_bar_move()
    student.menu("Kernel", "Interrupt Kernel")
    student.see(OUTPUTS, "epochs are kept. Run this cell again to go on from there.")
    student.choose("lab.run_experiment(")
    student.run_from_here()
    student.see_bar_move()
    student.see_figures()
    student.see_readable_outputs()
    assert (desk / "evidence.npz").exists()


def test_figures_of_a_notebook_from_elsewhere_are_shown(server: str, student: Student) -> None:
    student.open(f"{server}/tree/received/{NAME}.ipynb")
    student.see_figures()
