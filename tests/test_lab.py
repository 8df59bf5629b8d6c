"""The student-side helper: data, visible checks, and the notebook run from top to bottom without a network."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from answers import NAME, ROOT, edited, reference_cells
from toy import check

from autograder.evidence import read_file
from autograder.grade import Settings, grade
from autograder.intake import find_submissions

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
    known = {name: value for name, value in os.environ.items() if name != "VAEKIT_MNIST"}
    known |= {"HOME": str(cwd), "LAB": str(LAB.parent), "CUDA_VISIBLE_DEVICES": "-1", **environment}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, env=known, capture_output=True, text=True, check=False, timeout=300
    )


def test_importing_lab_is_cheap():
    code = f"import sys; sys.path.insert(0, {str(LAB.parent)!r}); import lab; "
    code += "print(sorted({'tensorflow', 'keras', 'matplotlib', 'sklearn'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_tensorflow_starts_without_a_word(tmp_path):
    done = python(PREPARE + "tf.ones(3) + 1\n", tmp_path)
    assert (done.stdout, done.stderr) == ("", "")


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
    done = python(PREPARE + "lab.load_data()\n", tmp_path, VAEKIT_MNIST=str(path))
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


def visible(cells: dict[str, str], calls: list[str], cwd: Path) -> str:
    source = nbformat.read(ROOT / "source" / NAME / f"{NAME}.ipynb", as_version=4)
    models = next(
        c.source for c in source.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "given-models"
    )
    tries = "".join(f"try:\n    {call}\nexcept AssertionError as error:\n    print(error)\n" for call in calls)
    done = python("\n".join([PREPARE, *cells.values(), models, tries]), cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_visible_checks_say_right_of_the_reference(tmp_path):
    words = visible(dict(reference_cells()), list(CALLS.values()), tmp_path)
    assert words.count("looks right") == 4
    assert "543.43" in words


def test_visible_checks_tell_what_is_wrong(tmp_path):
    cells = {name: source.replace(*WRONG[name][:2]) for name, source in reference_cells().items()}
    assert all(cells[name] != source for name, source in reference_cells().items())
    for name in ("sampling", "losses", "generate"):
        words = visible({**reference_cells(), name: cells[name]}, [CALLS[name]], tmp_path)
        assert "looks right" not in words
        assert WRONG[name][2] in words


def test_visible_checks_name_the_unwritten_task(tmp_path):
    release = nbformat.read(ROOT / "release" / NAME / f"{NAME}.ipynb", as_version=4)
    stubs = {
        cell.metadata["nbgrader"]["grade_id"]: cell.source
        for cell in release.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }
    tasks = {"sampling": "Task 1A", "losses": "Task 1B", "train-step": "Task 1C", "generate": "Task 2A"}
    for name, task in tasks.items():
        words = visible({**reference_cells(), name: stubs[name]}, [CALLS[name]], tmp_path)
        assert f"{task}: write" in words


# --- the whole notebook


@pytest.mark.slow
def test_notebook_runs_from_top_to_bottom_without_a_network_and_is_graded_in_full(tmp_path, sandbox_kind):
    """Thirty epochs on the stand-in data, headless, as a student would run it; then graded with its evidence."""
    desk = tmp_path / "ada" / NAME
    path = edited(ROOT / "release" / NAME / f"{NAME}.ipynb", desk / f"{NAME}.ipynb", reference_cells())
    shutil.copy(ROOT / "release" / NAME / "lab.py", desk)
    environment = {name: value for name, value in os.environ.items() if name != "VAEKIT_MNIST"}
    subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to=notebook", "--execute", "--inplace", path.name],
        cwd=desk,
        env={**environment, "HOME": str(tmp_path), "CUDA_VISIBLE_DEVICES": "-1"},
        check=True,
        capture_output=True,
    )
    outputs = [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output.get("name") == "stderr"]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 3
    assert (desk / "evidence.npz").stat().st_size < 12 << 20
    assert read_file(desk / "evidence.npz", 12)["epochs"].tolist() == [5, 10, 30]
    result = grade(find_submissions(path)[0], Settings(sandbox_kind))
    assert result.score == 80.0, [check for task in result.tasks for check in task.checks if check.message]
    damaged = dict(np.load(desk / "evidence.npz"))
    damaged["encoder_30_0"] = np.zeros_like(damaged["encoder_30_0"])
    np.savez_compressed(desk / "evidence.npz", **damaged)
    result = grade(find_submissions(path)[0], Settings(sandbox_kind))
    assert result.score < 80.0
    assert "measured with the saved weights" in check(result, "test_history").message
    (desk / "evidence.npz").unlink()
    result = grade(find_submissions(path)[0], Settings(sandbox_kind))
    assert result.score == 80.0  # by the copy that the notebook carries
