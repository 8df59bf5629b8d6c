"""What students get: built from the source, whole, and with nothing in it that they should not see."""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from answers import NAME, ROOT, grade_id, reference_cells, run
from nbclient import NotebookClient

from autograder.authoring.assignment import assignments
from autograder.authoring.rubric import as_table, rubrics, table_in
from autograder.course.setup.build_release import build_release, build_solution
from autograder.course.setup.new_course import copy_kept
from autograder.handin.notebook.colab import brought_file
from corpus.entries import EVIDENCE, OTHER_EVIDENCE

NAMES = sorted(assignments())


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory) -> Path:
    """Release and solution, built anew beside the committed ones; the solution is not executed."""
    course = tmp_path_factory.mktemp("built")
    for name in NAMES:
        copy_kept(ROOT / "source" / name, course / "source" / name)
        build_release(ROOT, assignments()[name], course)
        build_solution(ROOT, assignments()[name], course, execute=False)
    return course


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


def test_built_solutions_hold_no_rubrics(rebuilt):
    built = [path.suffix for path in (rebuilt / "solutions").rglob("*") if path.is_file()]
    assert set(built) == {".ipynb", ".py"}


@pytest.mark.parametrize("name", NAMES)
def test_committed_solution_was_executed(name):
    code = [cell for cell in cells(ROOT / "solutions" / name / f"{name}.ipynb") if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    outputs = [output for cell in code for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]


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


@pytest.mark.parametrize("name", NAMES)
def test_each_text_has_a_rubric_whose_table_students_read_without_its_questions(name):
    """What an instructor changes in a rubric's file has to fit the cell's points."""
    source = cells(ROOT / "source" / name / f"{name}.ipynb")
    released = json.dumps(cells(ROOT / "release" / name / f"{name}.ipynb"), ensure_ascii=False)
    found = rubrics(assignments()[name])
    assert set(found) == {text.cell for text in assignments()[name].manual}
    for above, text in itertools.pairwise(source):
        if grade_id(text) in found:
            rubric = found[grade_id(text)]
            assert table_in(above.source) == as_table(rubric)
            assert rubric.points == text.metadata["nbgrader"]["points"]
            questions = [level.question for one in rubric.criteria for level in one.levels]
            assert not [question for question in questions if question in released]
    assert not list((ROOT / "release").rglob("*.toml"))


# --- for Colab: one file that works alone


def colab(name: str) -> Path:
    return ROOT / "release" / f"{name}-colab" / f"{name}.ipynb"


PACKED = re.compile(r'"""\n([A-Za-z0-9+/=\n]+)\n"""')


@pytest.mark.parametrize("name", NAMES)
def test_committed_release_for_colab_is_what_the_source_gives(rebuilt, name):
    """Up to the packed bytes, which another version of zlib packs otherwise: what they hold is tested below."""
    both = [root / "release" / f"{name}-colab" / f"{name}.ipynb" for root in (rebuilt, ROOT)]
    without = [
        [(cell.cell_type, PACKED.sub("", cell.source), cell.metadata) for cell in cells(path)] for path in both
    ]
    assert without[0] == without[1], f"release/{name}-colab is not current: run `make build`"


@pytest.mark.parametrize("name", NAMES)
def test_release_for_colab_is_the_release_with_its_helper_and_pictures_inside(name):
    alone, release = (
        nbformat.read(path, as_version=4) for path in (colab(name), ROOT / "release" / name / f"{name}.ipynb")
    )
    nbformat.validate(alone)
    assert [path.name for path in colab(name).parent.iterdir()] == [f"{name}.ipynb"]
    rest = alone.cells[-len(release.cells) :]
    drawn = [re.sub(r"\(data:image/png;base64,[^)]+\)", "(a picture)", cell.source) for cell in rest]
    assert drawn == [re.sub(r"\(attachment:[^)]+\)", "(a picture)", cell.source) for cell in release.cells]
    assert not any("attachment:" in cell.source or "attachments" in cell for cell in alone.cells)
    assert [cell.metadata for cell in rest] == [cell.metadata for cell in release.cells]


@pytest.mark.parametrize("name", NAMES)
def test_first_cells_write_the_helper_for_reading_only_as_often_as_they_are_run(name, tmp_path):
    first = [cell for cell in cells(colab(name)) if brought_file(cell.source)]
    helpers = (ROOT / "source" / name).glob("*.py")
    assert sorted(str(brought_file(cell.source)) for cell in first) == sorted(path.name for path in helpers)
    for cell in first:
        assert cell.metadata["editable"] is cell.metadata["deletable"] is False
        for _ in range(2):
            subprocess.run([sys.executable, "-c", cell.source], cwd=tmp_path, check=True, capture_output=True)
        written = tmp_path / str(brought_file(cell.source))
        assert written.read_bytes() == (ROOT / "source" / name / written.name).read_bytes()
        assert written.stat().st_mode & 0o222 == 0


def test_a_first_cell_that_a_student_added_to_is_the_students():
    (first,) = (cell.source for cell in cells(colab(NAME)) if brought_file(cell.source))
    assert brought_file(first.replace("\n", "\r\n")) == "lab.py"
    assert brought_file(first + "\nx = 1") is None
    assert brought_file(first.replace("lab.py", "../lab.py")) is None
    assert brought_file(first.replace("for reading only", 'x"""); import os; ("""')) is None


def filled(path: Path) -> nbformat.NotebookNode:
    """The notebook with the instructor's own answers."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = reference_cells().get(grade_id(cell), cell.source)
    return notebook


@pytest.mark.usefixtures("starts")
def test_release_for_colab_runs_alone_in_a_folder_with_nothing_else(tmp_path, monkeypatch):
    """In a real kernel, as far as the experiment, which takes minutes."""
    for name in ("http_proxy", "https_proxy"):  # nothing is fetched: the stand-in is used
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.delenv("VAEKIT_MNIST", raising=False)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    notebook = filled(colab(NAME))
    end = next(number for number, cell in enumerate(notebook.cells) if grade_id(cell) == "given-experiment")
    notebook.cells = notebook.cells[:end]
    NotebookClient(
        notebook,
        timeout=600,
        startup_timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": tmp_path}},
    ).execute()
    said = {grade_id(cell): json.dumps(cell.outputs) for cell in notebook.cells if cell.cell_type == "code"}
    assert (tmp_path / "lab.py").is_file()
    assert "stand-in" in said["given-data"]
    assert all("looks right" in said[f"{task}-check"] for task in ("sampling", "losses", "train-step", "generate"))


def from_colab(notebook: nbformat.NotebookNode, copy_of_evidence: bytes | None) -> nbformat.NotebookNode:
    """A notebook as Colab gives it back: its own metadata in place of all other, no cell ids, outputs kept."""
    for number, cell in enumerate(notebook.cells):
        run_in = grade_id(cell)
        cell.pop("id", None)
        mark = f"q{number:010d}"
        cell.metadata = {"id": mark}
        if cell.cell_type == "code":
            user = {"displayName": "A Student", "userId": "00000000000000000000"}
            ran = {"status": "ok", "timestamp": 1700000000000 + number, "user_tz": -60, "elapsed": 5, "user": user}
            cell.metadata |= {
                "colab": {"base_uri": "https://localhost:8080/"},
                "executionInfo": ran,
                "outputId": mark,
            }
            cell.execution_count = number + 1
            cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text="as it was printed\n")]
            if run_in == "given-experiment" and copy_of_evidence is not None:
                data = {
                    "text/plain": "Done.",
                    "application/vnd.vaekit.evidence": base64.b64encode(copy_of_evidence).decode(),
                }
                cell.outputs.append(nbformat.v4.new_output("display_data", data=data))
    notebook.metadata = {
        "colab": {"provenance": [], "gpuType": "T4"},
        "accelerator": "GPU",
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
    }
    notebook.nbformat_minor = 0
    return notebook


def grades(folder: Path) -> dict[str, tuple[float, list]]:
    report = folder / "report.json"
    run("vaekit", "grade", folder, "--json", report, cwd=folder.parent)
    rows = json.loads(report.read_text())["submissions"]
    return {row["student"]: (row["score"], [(t["id"], t["earned"]) for t in row["tasks"]]) for row in rows}


OWN_EXPERIMENT = """def own_experiment():
    LATENT_DIM = 16

    def build_encoder():
        image = keras.Input((28, 28, 1))
        hidden = layers.Conv2D(8, 3, activation="relu")(image)
        z_mean, z_log_var = (layers.Dense(LATENT_DIM)(layers.Flatten()(hidden)) for _ in range(2))
        return keras.Model(image, [z_mean, z_log_var, Sampling()([z_mean, z_log_var])])

    vae = VAE(build_encoder(), build_decoder())
    vae.compile(keras.optimizers.Adam(LEARNING_RATE))
    vae.fit(x_train, epochs=10, batch_size=BATCH_SIZE, verbose=2)
"""


@pytest.mark.usefixtures("starts")
def test_what_comes_back_from_colab_gets_the_points_of_the_normal_release(tmp_path):
    """With the run in the outputs alone all points, and without any run all but the experiment's.

    An experiment of one's own, which is not asked for, costs nothing.
    """
    more = tmp_path / "normal" / "di" / NAME / f"{NAME}.ipynb"
    normal = tmp_path / "normal" / "ada" / NAME / f"{NAME}.ipynb"
    back = tmp_path / "back" / "bo" / NAME / f"Copy of {NAME}.ipynb"
    without = tmp_path / "back" / "cy" / NAME / f"{NAME}.ipynb"
    for path in (normal, more, back, without):
        path.parent.mkdir(parents=True)
    nbformat.write(filled(ROOT / "release" / NAME / f"{NAME}.ipynb"), normal)
    shutil.copyfile(EVIDENCE, normal.parent / "evidence.npz")
    notebook = filled(ROOT / "release" / NAME / f"{NAME}.ipynb")
    (own,) = (cell for cell in notebook.cells if cell.source.startswith("def own_experiment"))
    own.source = OWN_EXPERIMENT
    nbformat.write(notebook, more)
    shutil.copyfile(OTHER_EVIDENCE, more.parent / "evidence.npz")
    for path, evidence in ((back, EVIDENCE.read_bytes()), (without, None)):
        path.write_text(json.dumps(from_colab(filled(colab(NAME)), evidence)))
    asked = grades(tmp_path / "normal")
    expected, with_more = asked["ada"], asked["di"]
    found = grades(tmp_path / "back")
    assert expected[0] == assignments()[NAME].max_score
    assert found["bo"] == with_more == expected
    assert found["cy"][1][:-1] == expected[1][:-1]
    assert found["cy"][1][-1] == ("experiment", 0.0)


@pytest.mark.usefixtures("starts")
def test_nbgrader_shows_the_marker_of_a_notebook_from_colab_no_packed_helper(course, tmp_path):
    folder = tmp_path / "course"
    shutil.copytree(course, folder)
    handed_in = folder / "submitted" / "ada" / NAME / f"{NAME}.ipynb"
    handed_in.parent.mkdir(parents=True)
    handed_in.write_text(json.dumps(from_colab(filled(colab(NAME)), None)))
    run("vaekit", "grade", "submitted", cwd=folder)
    shown = nbformat.read(folder / "autograded" / "ada" / NAME / f"{NAME}.ipynb", as_version=4)
    code = [cell for cell in shown.cells if cell.cell_type == "code"]
    assert "The course's own lab.py" in code[0].source
    assert max(len(cell.source) for cell in code) < 5000
    assert {task.check_cell for task in assignments()[NAME].tasks} <= {grade_id(cell) for cell in code}
