"""The student-side helper: data, visible checks, and the notebook run from top to bottom without a network."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import numpy as np
import pytest
from answers import NAME, RELEASE, ROOT, edited, reference_cells, trained_in_batches_of, trained_on_one_copy_in
from toy import check

from autograder.assignments.vae_digits import given_constants
from autograder.course.doctor import machine
from autograder.grading.warm_grader import Grader
from autograder.handin.evidence_arrays import read_file
from autograder.handin.find_submissions import find_submissions
from autograder.handin.notebook.read_notebook import read_cells

LAB = ROOT / "source" / NAME / "lab.py"
PREPARE = """import sys, os
sys.path.insert(0, os.environ["LAB"])
import lab
lab.quiet_tensorflow()
import numpy as np, tensorflow as tf, keras
from keras import layers, ops
LATENT_DIM, INTERMEDIATE_DIM = 2, 512
"""


@pytest.fixture(scope="module")
def lab():
    spec = importlib.util.spec_from_file_location("student_lab", LAB)
    module = importlib.util.module_from_spec(spec)
    sys.modules["student_lab"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def python(code: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code as a student's kernel would: a home of its own, no MNIST but what is named."""
    known = students_environment(cwd) | environment
    return subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, env=known, capture_output=True, text=True, check=False
    )


def students_environment(home: Path) -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if name != "VAEKIT_MNIST"}
    return known | {"HOME": str(home), "LAB": str(LAB.parent), "CUDA_VISIBLE_DEVICES": "-1"}


SERVE = """
import json, traceback
for line in sys.stdin:
    code, out, errors = json.loads(line)
    child = os.fork()
    if child == 0:
        for number, path in ((1, out), (2, errors)):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        try:
            exec(code, globals())
        except BaseException:
            traceback.print_exc()
        sys.stdout.flush()
        os._exit(0)
    os.waitpid(child, 0)
    print("done", flush=True)
"""


class Prepared:
    """A process that has imported what a notebook imports; each piece of code runs in a copy of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-c", PREPARE + SERVE],
            cwd=folder,
            env=students_environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, code: str) -> tuple[str, str]:
        """What the code prints, and its errors."""
        paths = [self._folder / name for name in ("out", "errors")]
        print(json.dumps([code, *map(str, paths)]), file=self._process.stdin, flush=True)
        assert self._process.stdout.readline() == "done\n"
        return paths[0].read_text(), paths[1].read_text()

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture(scope="module")
def prepared(starts, tmp_path_factory) -> Iterator[Prepared]:
    with contextlib.closing(Prepared(tmp_path_factory.mktemp("prepared"))) as process:
        yield process


def test_importing_lab_is_cheap():
    code = f"import sys; sys.path.insert(0, {str(LAB.parent)!r}); import lab; "
    code += "print(sorted({'tensorflow', 'keras', 'matplotlib', 'sklearn'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.usefixtures("starts")
def test_the_checks_count_on_what_notebook_and_lab_give(lab):
    given_by_notebook: dict[str, object] = {}
    exec(read_given(), given_by_notebook)
    for name in ("LATENT_DIM", "INTERMEDIATE_DIM", "BATCH_SIZE"):
        assert getattr(given_constants, name) == given_by_notebook[name]
    for name in ("PIXELS", "LOSSES", "EVIDENCE_FILE", "EVIDENCE_MIME"):
        assert getattr(given_constants, name) == getattr(lab, name)
    assert lab.MNIST_SHA256["x_train"] == given_constants.MNIST_TRAINING_SHA256


def read_given() -> str:
    cells = read_cells(ROOT / "source" / NAME / f"{NAME}.ipynb")
    return next(cell.source for cell in cells if cell.grade_id == "given-constants")


@pytest.mark.usefixtures("starts")
def test_tensorflow_starts_without_a_word(tmp_path):
    done = python(PREPARE + "tf.ones(3) + 1\n", tmp_path)
    assert (done.stdout, done.stderr) == ("", "")


# --- the first cell: is all there that the notebook needs?


def first_cell(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The notebook's first code cell, run in a folder."""
    cells = read_cells(ROOT / "source" / NAME / f"{NAME}.ipynb")
    source = next(cell.source for cell in cells if cell.kind == "code")
    command = [sys.executable, *options, "-c", source]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_first_cell_says_where_lab_comes_from_and_which_versions_it_found(tmp_path):
    alone = first_cell(tmp_path)
    assert "ModuleNotFoundError: There is no lab.py beside this notebook." in alone.stderr
    shutil.copy(LAB, tmp_path)
    assert first_cell(tmp_path).stdout.startswith(f"Python {sys.version.split()[0]}, TensorFlow 2.")
    bare = first_cell(tmp_path, "-S")  # without the packages that are installed
    assert "NumPy is not installed where this notebook runs: run `%pip install" in bare.stderr


def test_a_version_that_the_notebook_is_not_tried_with_is_a_note_and_one_too_old_an_end(lab, capsys, monkeypatch):
    found = {"tensorflow": "2.19.1", "keras": "3.99.0"}
    monkeypatch.setattr(lab.importlib.metadata, "version", found.__getitem__)
    lab.check_versions()
    said = capsys.readouterr().out
    assert "tried with TensorFlow 2.20 or later, below 3, and this is 2.19.1" in said
    assert said.count("Note") == 1
    found["keras"] = "2.15.0"
    with pytest.raises(lab.LabError, match=r"Keras 2\.15\.0 is too old"):
        lab.check_versions()
    monkeypatch.setitem(lab.MODULES, "no_such_module", "no-such-package")
    with pytest.raises(lab.LabError, match="Not installed where this notebook runs: no-such-package"):
        lab.check_versions()


def test_guide_and_doctor_name_the_versions_of_the_notebook(lab):
    guide = (ROOT / "docs" / "guide" / "students.md").read_text()
    for name in ("TensorFlow", "Keras"):
        assert f"{name} ({lab.supported(name)})" in guide.replace("\n", " ")
    assert f"Python {lab.supported('Python')}" in guide
    assert lab.SUPPORTED["Python"] == machine._PYTHON


def test_notebook_readme_and_guide_say_one_time_for_the_experiment():
    source = nbformat.read(ROOT / "source" / NAME / f"{NAME}.ipynb", as_version=4)
    said = {cell.id: cell.source for cell in source.cells}
    guide = ROOT / "docs" / "guide" / "students.md"
    places = [
        said["text-experiment"],
        said["what-to-hand-in"],
        (ROOT / "README.md").read_text(),
        guide.read_text(),
    ]
    assert [re.findall(r"1 to 5 min", text) for text in places] == [["1 to 5 min"]] * len(places)


# --- data


def test_stand_in_has_the_shapes_of_mnist_and_is_the_same_everywhere(lab, monkeypatch):
    images, labels = lab.held_out("stand-in")
    assert (images.shape, images.dtype) == ((10000, 28, 28, 1), np.float32)
    assert images.min() == 0.0
    assert 0.9 < images.max() <= 1.0
    assert set(labels.tolist()) == set(range(10))
    digests = {hashlib.sha256(lab.held_out("stand-in")[0].tobytes()).hexdigest() for _ in range(2)}
    assert digests == {hashlib.sha256(images.tobytes()).hexdigest()}


@pytest.mark.parametrize("content", [None, b"", b"no archive", "arrays"])
def test_wrong_mnist_file_is_an_error_that_names_it(tmp_path, content):
    path = tmp_path / "mine.npz"
    if content == "arrays":
        np.savez(path, x_train=np.zeros((3, 28, 28), np.uint8), y_train=np.zeros(3, np.uint8))
    elif content is not None:
        path.write_bytes(content)
    code = "import os, sys\nsys.path.insert(0, os.environ['LAB'])\nimport lab\nlab.load_data()\n"
    done = python(code, tmp_path, VAEKIT_MNIST=str(path))
    assert done.returncode != 0
    assert str(path) in done.stderr.splitlines()[-1]
    assert "VAEKIT_MNIST" in done.stderr.splitlines()[-1]


# --- visible checks

CALLS = {
    "sampling": "lab.check_sampling(Sampling)",
    "losses": "lab.check_losses(reconstruction_loss, kl_loss)",
    "train-step": "lab.check_train_step(VAE, build_encoder, build_decoder)",
    "generate": "lab.check_generate(generate_digits, build_decoder)",
}
WRONG = {
    "sampling": ("ops.exp(0.5 * z_log_var)", "ops.exp(z_log_var)", "the variance"),
    "losses": ("axis=(1, 2)", "axis=1", "expected"),
    "train-step": ("loss = reconstruction + kl", "loss = reconstruction", "expected"),
    "generate": ("keras.random.normal((n, LATENT_DIM))", "ops.ones((n, LATENT_DIM))", "different images"),
}


def visible(cells: dict[str, str], calls: list[str], prepared: Prepared) -> list[str]:
    """What each of these calls prints, or the AssertionError it raises says, after these cells; all in one process."""
    source = nbformat.read(ROOT / "source" / NAME / f"{NAME}.ipynb", as_version=4)
    models = next(
        c.source for c in source.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "given-models"
    )
    tries = "".join(
        f"try:\n    {call}\nexcept AssertionError as error:\n    print(error)\nprint(chr(0))\n" for call in calls
    )
    printed, errors = prepared.run("\n".join([*cells.values(), models, tries]))
    *said, rest = printed.split("\0\n")
    assert (len(said), rest) == (len(calls), ""), errors
    return said


def changed(name: str, source: str) -> str:
    """A call of the visible check on a cell that holds `source`."""
    return f"exec({source!r}, globals()); {CALLS[name]}"


def right_again() -> str:
    """A call that prints nothing: the cells are the reference's again."""
    return "; ".join(f"exec({source!r}, globals())" for source in reference_cells().values())


@pytest.mark.usefixtures("starts")
def test_visible_checks_say_right_of_the_reference(prepared):
    said = visible(dict(reference_cells()), list(CALLS.values()), prepared)
    assert ["looks right" in words for words in said] == [True] * 4
    assert "543.43" in "".join(said)


@pytest.mark.usefixtures("starts")
def test_visible_checks_tell_what_is_wrong(prepared):
    cells = {name: source.replace(*WRONG[name][:2]) for name, source in reference_cells().items()}
    assert all(cells[name] != source for name, source in reference_cells().items())
    names = ("sampling", "losses", "generate")
    calls = [call for name in names for call in (changed(name, cells[name]), right_again())]
    said = visible(dict(reference_cells()), calls, prepared)[::2]
    assert [words for words in said if "looks right" in words] == []
    assert [name for name, words in zip(names, said, strict=True) if WRONG[name][2] not in words] == []


@pytest.mark.usefixtures("starts")
def test_visible_checks_name_what_hidden_ones_name(prepared):
    named = [
        ("sampling", "ops.shape(z_mean)", "z_mean.shape", "`z_mean.shape[0]` is None there."),
        ("sampling", "ops.exp(0.5 * z_log_var)", "ops.softplus(z_log_var)", "That is softplus(z_log_var)"),
        ("sampling", "ops.shape(z_mean))", "ops.shape(z_mean), stddev=5.0)", "the noise has standard deviation"),
        ("losses", "-0.5 * (1", "-0.15 * (1", "times 0.3: the formula gives the divergence no weight"),
        ("generate", "return decoder(z)", "return ops.sigmoid(decoder(z))", "second sigmoid"),
        ("generate", "return decoder(z)", "return ops.squeeze(decoder(z))", "generate_digits(decoder, n=1)"),
    ]
    cells = reference_cells()
    assert all(old in cells[name] for name, old, _, _ in named)
    calls = [changed(name, cells[name].replace(old, new)) for name, old, new, _ in named]
    said = visible(dict(cells), calls, prepared)
    assert [words for words in said if "looks right" in words] == []
    assert [sentence for (*_, sentence), words in zip(named, said, strict=True) if sentence not in words] == []


STEPS = [  # a change of the step, and what its visible check says
    ("loss = reconstruction + kl", "loss = reconstruction - kl", "The KL is subtracted"),
    ("loss = reconstruction + kl", "loss = reconstruction + 0.5 * kl", "+ 0.5 × kl_loss"),
    ("(loss, reconstruction, kl)", "(loss, loss, kl)", "the sum of both losses"),
    ("self.optimizer.apply_gradients", "list", "Nothing moved"),
    ("kl = kl_loss(z_mean, z_log_var)", "kl = np.mean(np.exp(z_log_var))", "`fit` compiles the step to a graph"),
]


@pytest.mark.usefixtures("starts")
def test_the_visible_check_of_the_step_says_what_is_wrong(prepared):
    cells = reference_cells()
    assert all(old in cells["train-step"] for old, _, _ in STEPS)
    steps = [cells["train-step"].replace(old, new) for old, new, _ in STEPS]
    said = visible(dict(cells), [changed("train-step", step) for step in steps], prepared)
    assert [words for words in said if "looks right" in words or "not written yet" in words] == []
    assert [told for (*_, told), words in zip(STEPS, said, strict=True) if told not in words] == []


@pytest.mark.usefixtures("starts")
def test_the_visible_check_of_the_losses_runs_them_in_a_graph(prepared):
    cells = reference_cells()
    losses = cells["losses"].replace("ops.exp(z_log_var)", "np.exp(z_log_var)")
    assert losses != cells["losses"]
    (words,) = visible({**cells, "losses": losses}, [CALLS["losses"]], prepared)
    assert "which a graph can't run" in words
    assert "looks right" not in words


@pytest.mark.usefixtures("starts")
def test_visible_checks_name_the_unwritten_task(prepared):
    release = nbformat.read(ROOT / "release" / NAME / f"{NAME}.ipynb", as_version=4)
    stubs = {
        cell.metadata["nbgrader"]["grade_id"]: cell.source
        for cell in release.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }
    tasks = {"sampling": "Task 1A", "losses": "Task 1B", "train-step": "Task 1C", "generate": "Task 2A"}
    calls = [call for name in tasks for call in (changed(name, stubs[name]), right_again())]
    said = visible(dict(reference_cells()), calls, prepared)[::2]
    assert [task for task, words in zip(tasks.values(), said, strict=True) if f"{task}: write" not in words] == []


# --- the whole notebook


@pytest.mark.slow
def test_notebook_runs_from_top_to_bottom_without_a_network_and_is_graded_in_full(tmp_path, course_grader):
    """Thirty epochs, headless, as a student would run them, on a quarter of the stand-in data; graded with its evidence.

    Batches of half the size make half as many steps in an epoch as all data: with fewer, the mean over an epoch, which
    is the history, lies too far from what is measured at its end.
    """
    desk = tmp_path / "ada" / NAME
    cells = trained_on_one_copy_in(4), trained_in_batches_of(64)
    path = edited(RELEASE, desk / f"{NAME}.ipynb", reference_cells(), *cells)
    shutil.copy(RELEASE.parent / "lab.py", desk)
    environment = {name: value for name, value in os.environ.items() if name != "VAEKIT_MNIST"}
    subprocess.run(
        [
            sys.executable,
            "-m",
            "nbconvert",
            "--to=notebook",
            "--execute",
            "--inplace",
            "--ExecutePreprocessor.startup_timeout=600",
            path.name,
        ],
        cwd=desk,
        env={**environment, "HOME": str(tmp_path), "CUDA_VISIBLE_DEVICES": "-1"},
        check=True,
        capture_output=True,
    )
    outputs = [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output.get("name") == "stderr"]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 8
    assert (desk / "evidence.npz").stat().st_size < 12 << 20
    assert read_file(desk / "evidence.npz", 12)["epochs"].tolist() == [5, 10, 30]
    expect_grades_by_the_evidence(course_grader, path)


def expect_grades_by_the_evidence(grader: Grader, path: Path) -> None:
    """A right notebook loses points for damaged evidence alone; without the file, its own copy counts."""
    desk = path.parent
    result = grader.grade(find_submissions(path)[0])
    assert result.score == 80.0, [check for task in result.tasks for check in task.checks if check.message]
    damaged = dict(np.load(desk / "evidence.npz"))
    damaged["encoder_30_0"] = np.zeros_like(damaged["encoder_30_0"])
    np.savez_compressed(desk / "evidence.npz", **damaged)
    result = grader.grade(find_submissions(path)[0])
    assert result.score < 80.0
    assert "measured with the saved weights" in check(result, "test_history").message
    (desk / "evidence.npz").unlink()
    result = grader.grade(find_submissions(path)[0])
    assert result.score == 80.0  # by the copy that the notebook carries
