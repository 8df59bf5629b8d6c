"""Intake: what can be read is read, whatever an editor did to it; what can't be read gets one sentence."""

from __future__ import annotations

import contextlib
import json
import os
import zipfile
from pathlib import Path

import nbformat
import numpy as np
import pytest
from answers import NAME, RELEASE, edited, reference_cells
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toy import TOY, marked, toy_cells, write

from autograder.authoring.assignment import assignments
from autograder.handin.evidence_arrays import read_file
from autograder.handin.find_submissions import find_submissions
from autograder.handin.notebook.python_source import python_source
from autograder.handin.read_submission import read_submission
from autograder.handin.submission import Submission
from autograder.records.cell import Role
from autograder.records.errors import KitError, Unreadable

FUZZ = int(os.environ.get("VAEKIT_FUZZ", "300"))


def hand_in(folder: Path, data: bytes) -> Submission:
    path = folder / "toy.ipynb"
    path.write_bytes(data)
    return Submission(TOY, "ada", folder, path)


def as_bytes(cells: list, **content) -> bytes:
    return json.dumps({**nbformat.v4.new_notebook(cells=cells), **content}).encode()


# --- finding submissions


def test_a_class_is_found_in_the_order_of_names(tmp_path):
    for student in ("bo", "ada", ".hidden"):
        write(tmp_path / student / NAME / f"{NAME}.ipynb", toy_cells())
    (tmp_path / "cy" / NAME).mkdir(parents=True)
    (tmp_path / "dee" / "other").mkdir(parents=True)
    found = find_submissions(tmp_path)
    assert [submission.student for submission in found] == ["ada", "bo", "cy"]
    assert found[2].notebook is None


@pytest.mark.parametrize("up", [0, 1, 2, 3])
def test_one_submission_is_found_by_notebook_or_any_folder_above(tmp_path, up):
    path = write(tmp_path / "ada" / NAME / f"{NAME}.ipynb", toy_cells())
    (found,) = find_submissions([path, *path.parents][up])
    assert (found.student, found.notebook) == ("ada", path)


def test_only_notebook_may_have_another_name(tmp_path):
    path = write(tmp_path / "ada" / NAME / "copy of it.ipynb", toy_cells())
    assert find_submissions(tmp_path)[0].notebook == path


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda p: None, "does not exist"),
        (lambda p: p.mkdir(), "holds no submission"),
        (lambda p: p.write_text("x"), "should end in .ipynb"),
    ],
)
def test_unusable_paths_are_refused_with_a_remedy(tmp_path, make, says):
    path = tmp_path / "thing"
    make(path)
    with pytest.raises(KitError, match=says):
        find_submissions(path)


# --- unreadable ones


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b'{"cells": [', "JSON is broken"),
        (b"[" * 200_000, "JSON is broken"),
        (b"[1, 2]", "holds no object"),
        (b'{"cells": 5}', "no Jupyter notebook"),
        (b'{"metadata": {}}', "no Jupyter notebook"),
        (b"<!DOCTYPE html><title>Sign in</title>", "HTML page"),
        (b"PK\x03\x04 an archive", "JSON is broken"),
    ],
)
def test_unreadable_notebook_gets_one_sentence(tmp_path, data, says):
    with pytest.raises(Unreadable, match=says) as caught:
        read_submission(hand_in(tmp_path, data))
    assert "toy.ipynb" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_notebook_and_two_notebooks_get_one_sentence(tmp_path):
    with pytest.raises(Unreadable, match="holds no notebook"):
        read_submission(Submission(TOY, "ada", tmp_path, None))
    for name in ("one", "two"):
        write(tmp_path / f"{name}.ipynb", toy_cells())
    with pytest.raises(Unreadable, match="holds 2 notebooks"):
        read_submission(Submission(TOY, "ada", tmp_path, None))


def test_link_out_of_the_folder_is_not_followed(tmp_path):
    secret = write(tmp_path / "secret" / "toy.ipynb", toy_cells())
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / "toy.ipynb").symlink_to(secret)
    with pytest.raises(Unreadable, match="is a link"):
        read_submission(Submission(TOY, "ada", folder, folder / "toy.ipynb"))


# --- readable ones


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_of_editors_are_read(tmp_path, encoding):
    text = as_bytes(toy_cells("def square(x):\n    return x * x  # größer\n")).decode()
    assert len(read_submission(hand_in(tmp_path, text.encode(encoding))).program()) == 2


@pytest.mark.parametrize("version", [3])
def test_old_formats_are_read(tmp_path, version):
    old = nbformat.convert(nbformat.v4.new_notebook(cells=toy_cells()), version)
    assert [cell.name for cell in read_submission(hand_in(tmp_path, json.dumps(old).encode())).program()] == [
        "square",
        "norm",
    ]


def roles(handin) -> list[tuple[str, str]]:
    return [(cell.name, cell.role.value) for cell in handin.cells if cell.role is not Role.PROSE]


WHOLE = [
    ("given-imports", "given"),
    ("square", "solution"),
    ("square-check", "check"),
    ("norm", "solution"),
    ("norm-check", "check"),
]


def test_cells_are_told_apart_by_their_ids(tmp_path):
    assert roles(read_submission(hand_in(tmp_path, as_bytes(toy_cells())))) == WHOLE


def test_cells_are_told_apart_without_metadata(tmp_path):
    cells = toy_cells()
    for cell in cells:
        cell.metadata.clear()
    assert roles(read_submission(hand_in(tmp_path, as_bytes(cells)))) == WHOLE


@pytest.mark.parametrize("released_with", ["Write about 100 words", "Write a hundred words"])
def test_text_is_known_by_the_cell_before_it_where_its_id_is_lost(tmp_path, released_with):
    """An editor has stripped all metadata; the text stands behind the cell with its task and rubric, whose words may have
    changed since the student got the notebook.
    """
    answer = {**reference_cells(), "latent-writeup": "My own words on the plane."}
    path = edited(RELEASE, tmp_path / "ada" / NAME / f"{NAME}.ipynb", answer)
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.metadata.clear()
        cell.source = cell.source.replace("Write about 100 words", released_with)
    nbformat.write(notebook, path)
    handin = read_submission(find_submissions(path)[0])
    texts = {cell.name: cell.source for cell in handin.cells if cell.role is Role.TEXT}
    assert texts["latent-writeup"] == "My own words on the plane."
    assert set(texts) == {"latent-writeup", "quality-writeup"}


def test_second_cell_of_the_same_id_is_an_added_one(tmp_path):
    cells = toy_cells()
    cells.insert(2, marked("square", "def square(x): pass", solution=True))
    assert roles(read_submission(hand_in(tmp_path, as_bytes(cells))))[2] == ("cell 3", "extra")


def test_missing_cell_is_told(tmp_path):
    handin = read_submission(hand_in(tmp_path, as_bytes(toy_cells()[:3])))
    assert handin.notes == ("The cell `norm` is missing, and no other cell defines its names.",)


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline",
        "!ls",
        "x = !ls",
        "print?",
        "%%time\ny = 1",
        "%%bash\nls -l",
        "if 1:\n    %time f(1)",
        ">>> y = 1\n... \n",
    ],
)
def test_magics_become_python(source):
    compile(python_source(source), "cell", "exec")
    assert python_source(source).count("\n") == source.count("\n")  # messages name the student's own lines


@pytest.mark.parametrize(
    "source",
    [
        "%%time\ny = 1",
        "%%capture out\ny = 1",
        "    y = 1",
        ">>> y = 1",
        "%time y = 1",
        "!ls\ny = 1",
    ],
)
def test_what_stands_beside_a_magic_is_run(source):
    names: dict[str, int] = {}
    exec(python_source(source), names)
    assert names["y"] == 1


def test_a_thousand_magics_and_blank_lines_take_no_time():
    assert python_source("%matplotlib inline\n" * 1000 + "\n" * 50_000) == "pass\n" * 1000 + "\n" * 50_000


def test_odd_cells_cost_themselves(tmp_path):
    cells = json.loads(as_bytes(toy_cells()))
    odd = [7, None, {}, {"cell_type": "Code", "source": None}, {"cell_type": "code", "source": 3, "outputs": 5}]
    odd += [
        {"cell_type": "code", "source": "x" * 300_000, "metadata": {"nbgrader": {"points": [1], "grade_id": 4}}}
    ]
    odd += [{"cell_type": "code", "source": "half = '\ud83d'", "metadata": {"nbgrader": {"points": 10**400}}}]
    cells["cells"] = [*odd, *cells["cells"]]
    handin = read_submission(hand_in(tmp_path, json.dumps(cells).encode()))
    assert [cell.name for cell in handin.cells if cell.role is Role.SOLUTION] == ["square", "norm"]
    assert any("was not run" in cell.source for cell in handin.cells)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1"]
)
def test_any_encoding_is_read(tmp_path, encoding):
    cells = json.loads(as_bytes(toy_cells()))
    cells["cells"].append({"cell_type": "code", "source": "größe = 1", "metadata": {}, "outputs": []})
    data = json.dumps(cells, ensure_ascii=False).encode(encoding)
    assert "größe = 1" in [cell.source for cell in read_submission(hand_in(tmp_path, data)).cells]


def test_a_named_pipe_is_no_notebook_and_no_evidence(tmp_path):
    submission = hand_in(tmp_path, as_bytes(toy_cells()))
    submission.path.unlink()
    os.mkfifo(submission.path)
    with pytest.raises(Unreadable, match="no file"):
        read_submission(submission)


def test_a_solution_cell_of_another_type_is_code(tmp_path):
    cells = json.loads(as_bytes(toy_cells()))
    for cell in cells["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "square":
            cell["cell_type"] = "markdown"
    program = read_submission(hand_in(tmp_path, json.dumps(cells).encode())).program()
    assert "square" in [cell.name for cell in program]


def test_plain_python_stays_as_it_is():
    source = "x = 5 % 3\nprint(f'{x}?')\n"
    assert python_source(source) == source


# --- evidence


def test_evidence_arrays_are_read(tmp_path):
    np.savez_compressed(tmp_path / "e.npz", a=np.arange(3), b=np.array("text"))
    evidence = read_file(tmp_path / "e.npz", 12)
    assert evidence["a"].tolist() == [0, 1, 2]
    assert str(evidence["b"]) == "text"


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.npy", bytes(100 << 20))


@pytest.mark.parametrize(
    "make",
    [
        lambda p: p.write_bytes(b""),
        lambda p: p.write_bytes(b"PK\x03\x04 broken"),
        lambda p: np.savez(p, a=np.array([{}], dtype=object)),
        lambda p: p.symlink_to("/etc/hostname"),
        lambda p: p.write_bytes(bytes(13 << 20)),
        _bomb,
    ],
    ids=["empty", "damaged", "pickled", "link", "too large", "bomb"],
)
def test_bad_evidence_is_refused_in_one_sentence(tmp_path, make):
    path = tmp_path / "e.npz"
    make(path)
    with pytest.raises(Unreadable, match=r"e\.npz can't be read"):
        read_file(path, 12)


# --- fuzzing

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=5), children, max_size=3),
    max_leaves=5,
)


@given(data=st.data())
@settings(max_examples=FUZZ, deadline=None, suppress_health_check=list(HealthCheck))
def test_mutated_notebooks_are_read_or_refused(tmp_path_factory, data):
    """Any value of a notebook replaced by anything: intake answers, or says Unreadable, and never crashes."""
    notebook = json.loads(as_bytes(toy_cells()))
    node = notebook
    for _ in range(data.draw(st.integers(1, 6))):
        keys = list(node) if isinstance(node, dict) else list(range(len(node))) if isinstance(node, list) else []
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        parent, node = node, node[key]
    parent[key] = data.draw(JSON)
    folder = tmp_path_factory.getbasetemp()
    with contextlib.suppress(Unreadable):
        assert len(read_submission(hand_in(folder, json.dumps(notebook).encode())).cells) <= 5


def test_an_answer_merged_into_a_given_cell_is_run(tmp_path):
    cells = toy_cells()
    given = next(cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "given-imports")
    given.source += "\n\ndef square(x):\n    return x * x\n"
    cells = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") != "square"]
    handin = read_submission(hand_in(tmp_path, as_bytes(cells)))
    assert "def square" in handin.program()[0].source
    assert handin.notes == ("You changed the given cell `given-imports`; it was graded in its original form.",)


# --- answers that stand elsewhere than they should


def code_cells(*sources: str) -> list:
    return [nbformat.v4.new_code_cell(source) for source in sources]


def program(folder: Path, cells: list) -> list[str]:
    return [cell.source for cell in read_submission(hand_in(folder, as_bytes(cells))).program()]


ANSWER, STUB = "def square(x):\n    return x * x", "def square(x):\n    raise NotImplementedError('write it')"


@pytest.mark.parametrize("order", [(ANSWER, STUB), (STUB, ANSWER)])
def test_untouched_stub_replaces_no_answer(tmp_path, order):
    assert program(tmp_path, code_cells(*order)) == [ANSWER]


def test_stub_alone_is_run(tmp_path):
    assert program(tmp_path, code_cells(STUB)) == [STUB]


def test_cell_that_was_split_inside_of_a_function_is_one_again(tmp_path):
    (whole,) = program(tmp_path, code_cells("def square(x):\n    y = x", "    return x * y"))
    names: dict = {}
    exec(whole, names)
    assert names["square"](3) == 9


def test_indented_cell_that_continues_nothing_stays_alone(tmp_path):
    assert program(tmp_path, code_cells(ANSWER, "x = 1", "    y = 2")) == [ANSWER, "x = 1", "    y = 2"]


def test_hand_in_that_was_unpacked_too_deep_is_found(tmp_path):
    path = write(tmp_path / "ada" / NAME / "again" / f"{NAME}.ipynb", toy_cells())
    (tmp_path / "ada" / NAME / ".ipynb_checkpoints").mkdir()
    write(tmp_path / "ada" / NAME / ".ipynb_checkpoints" / f"{NAME}.ipynb", toy_cells())
    assert find_submissions(tmp_path)[0].notebook == path


def test_lines_that_lost_their_ends_are_lines_again(tmp_path):
    lines = ["def square(x):", "    return x * x"]
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": lines}
    data = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}).encode()
    (found,) = read_submission(hand_in(tmp_path, data)).program()
    assert found.source == ANSWER


def test_method_that_only_raises_is_no_stub_of_the_assignment(tmp_path):
    """Keras users write `def call(self): raise NotImplementedError` into a model that is right."""
    first, last = (
        "class VAE(keras.Model):\n    pass",
        (
            "class VAE(keras.Model):\n    def call(self, x):\n        raise NotImplementedError\n"
            "    def train_step(self, data):\n        return {}"
        ),
    )
    path = tmp_path / f"{NAME}.ipynb"
    path.write_bytes(as_bytes(code_cells(first, last)))
    cells = read_submission(Submission(assignments()[NAME], "ada", tmp_path, path)).program()
    assert [cell.source for cell in cells] == [first, last]
