"""Evidence: the notebook's own copy, one run in two hand-ins, what a marker sees, and claims in texts."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
from pathlib import Path

import nbformat
import numpy as np
import pytest
from answers import NAME, grade_id
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from rights import as_ordinary_user
from test_seed import SEED

from autograder.assignments.vae_digits.load_lab import lab
from autograder.assignments.vae_digits.text_claims import remarks_on
from autograder.authoring.assignment import assignments
from autograder.authoring.pictures import own_pictures
from autograder.course.plugin.result_cells import exhibits_html
from autograder.handin.collected_students import HandinRecord, KnownStudent, record_file
from autograder.handin.find_submissions import find_submissions
from autograder.handin.read_submission import read_submission
from autograder.handin.shared_training_runs import shared_run_sentences, shared_runs, with_foreign_evidence
from autograder.records.errors import Unreadable
from autograder.records.exhibit import Exhibit
from autograder.records.json_text import values_of
from corpus.entries import EVIDENCE, OTHER_EVIDENCE
from corpus.texts import counts, run

ASSIGNMENT = assignments()[NAME]


def hand_in(folder: Path, *, file: Path | None = None, copy: Path | None = None, text: str = "") -> Path:
    """The reference as a submission, with an evidence file, and with the copy of one in its outputs."""
    notebook = nbformat.read(ASSIGNMENT.source_notebook, as_version=4)
    for cell in notebook.cells:
        if grade_id(cell) == "given-experiment" and copy is not None:
            packed = lab()._coarse_copy(lab().load_evidence(copy))
            data = {"text/plain": "Done.", ASSIGNMENT.evidence.mime: packed}
            cell.outputs = [nbformat.v4.new_output("display_data", data)]
        if grade_id(cell) == "latent-writeup" and text:
            cell.source = text
    (folder / NAME).mkdir(parents=True)
    nbformat.write(notebook, folder / NAME / f"{NAME}.ipynb")
    if file is not None:
        shutil.copyfile(file, folder / NAME / "evidence.npz")
    return folder


def foreign(folder: Path) -> dict[str, str | None]:
    return {one.student: one.foreign for one in with_foreign_evidence(find_submissions(folder))}


def test_notebook_alone_is_graded_by_the_copy_that_it_carries(tmp_path, course_grader):
    hand_in(tmp_path / "ada", copy=EVIDENCE)
    (submission,) = find_submissions(tmp_path)
    result = course_grader.grade(submission)
    assert (result.reason, result.score) == (None, ASSIGNMENT.max_score)
    assert any("copy in the notebook" in note for note in result.notes)
    assert (tmp_path / "ada" / NAME / f"{NAME}.ipynb").stat().st_size < 3 << 20


def test_a_run_that_an_earlier_mistake_spoilt_costs_nothing_more(tmp_path, course_grader):
    """A pixel mean makes the model collapse: Task 1B has paid for it."""
    folder = hand_in(tmp_path / "ada", file=EVIDENCE) / NAME
    notebook = nbformat.read(folder / f"{NAME}.ipynb", as_version=4)
    losses = next(cell for cell in notebook.cells if grade_id(cell) == "losses")
    losses.source = losses.source.replace("ops.mean(ops.sum(pixels, axis=(1, 2)))", "ops.mean(pixels)")
    nbformat.write(notebook, folder / f"{NAME}.ipynb")
    arrays = dict(np.load(EVIDENCE))
    for epoch in (5, 10, 30):
        arrays[f"decoder_{epoch}_2"] = 0 * arrays[f"decoder_{epoch}_2"]
    np.savez(folder / "evidence.npz", **arrays)
    tasks = {task.id: task for task in course_grader.grade(find_submissions(tmp_path)[0]).tasks}
    assert tasks["losses"].earned < tasks["losses"].points
    assert tasks["experiment"].earned == tasks["experiment"].points
    assert any("costs nothing here" in check.message for check in tasks["experiment"].checks)


def timed(folder: Path, **hours: str) -> None:
    for student, hour in hours.items():
        (folder / student / NAME / "timestamp.txt").write_text(f"2026-11-20 {hour}:00:00 UTC")


def told(folder: Path) -> list[str]:
    return [run.sentence() for run in shared_runs(find_submissions(folder))]


def test_who_was_first_keeps_the_run_and_the_instructor_is_told(tmp_path):
    hand_in(tmp_path / "ada", file=EVIDENCE, copy=EVIDENCE)
    hand_in(tmp_path / "ben", file=EVIDENCE)
    hand_in(tmp_path / "eli", file=OTHER_EVIDENCE)
    timed(tmp_path, ada="10", ben="11")
    said = foreign(tmp_path)
    assert said["ada"] is None
    assert said["eli"] is None
    assert "handed in before yours" in said["ben"]
    assert "ada" not in said["ben"]  # a message to a student names nobody
    (sentence,) = told(tmp_path)
    assert sentence.startswith("ada and ben handed in the same run (evidence.npz): ada was first")
    assert "notebook of ada only" in sentence


def test_a_copied_notebook_without_the_file_is_recognised_by_its_copy(tmp_path):
    hand_in(tmp_path / "ada", file=EVIDENCE, copy=EVIDENCE)
    hand_in(tmp_path / "ben", copy=EVIDENCE)
    timed(tmp_path, ada="10", ben="11")
    said = foreign(tmp_path)
    assert said["ada"] is None
    assert said["ben"] is not None


@pytest.mark.parametrize("hours", [{}, {"ada": "10"}, {"ada": "10", "ben": "10"}, {"ada": "11", "ben": "10"}])
def test_where_the_order_is_not_known_nobody_loses_a_point_and_a_person_decides(tmp_path, hours):
    """No times, the time of one alone, the same time; and the first one's notebook without the run."""
    hand_in(tmp_path / "ada", file=EVIDENCE, copy=EVIDENCE if len(hours) == 2 else None)
    hand_in(tmp_path / "ben", file=EVIDENCE)
    timed(tmp_path, **hours)
    assert foreign(tmp_path) == {"ada": None, "ben": None}
    (sentence,) = told(tmp_path)
    assert "nobody lost points" in sentence


def test_a_folder_that_cannot_be_read_is_passed_over_and_told(tmp_path):
    """One closed folder must not switch off the search in the others, and is no hand-in of nothing."""
    hand_in(tmp_path / "ada", file=EVIDENCE, copy=EVIDENCE)
    hand_in(tmp_path / "ben", file=EVIDENCE)
    hand_in(tmp_path / "cem", file=EVIDENCE)
    timed(tmp_path, ada="10", ben="11")
    (tmp_path / "cem").chmod(0)
    with as_ordinary_user():
        (ben,) = find_submissions(tmp_path / "ben" / NAME)
        (told_foreign,) = with_foreign_evidence([ben])
        assert "handed in before yours" in told_foreign.foreign
        pair, closed = shared_run_sentences([ben])
        assert pair.startswith("ada and ben handed in the same run")
        assert closed.startswith(f"{tmp_path / 'cem' / NAME} can't be read (Permission denied)")
        everybody = {one.student: one for one in find_submissions(tmp_path)}
        with pytest.raises(Unreadable, match=r"cem/.*can't be read .Permission denied."):
            read_submission(everybody["cem"])
        assert shared_run_sentences(list(everybody.values())) == [
            pair
        ]  # cem is named with the reason for no grade
    (tmp_path / "cem").chmod(0o700)


def test_evidence_that_the_grader_may_not_read_costs_the_student_nothing(tmp_path):
    hand_in(tmp_path / "ada", file=EVIDENCE, copy=EVIDENCE)
    (tmp_path / "ada" / NAME / "evidence.npz").chmod(0)
    (ada,) = find_submissions(tmp_path)
    with as_ordinary_user(), pytest.raises(Unreadable, match=r"evidence\.npz can't be read .Permission denied."):
        read_submission(ada)


def numbered(course: Path, platforms: dict[str, str], **numbers: int) -> None:
    """What `collect` notes of hand-ins without a time."""
    students = {
        student: values_of(KnownStudent(handed_in=HandinRecord(platforms.get(student, "Canvas"), number)))
        for student, number in numbers.items()
    }
    record_file(course, NAME).parent.mkdir(parents=True)
    record_file(course, NAME).write_text(json.dumps({"schema": 1, "students": students}))


def test_without_times_the_platforms_numbers_tell_the_order(tmp_path):
    for name in ("ada", "ben"):
        hand_in(tmp_path / "submitted" / name, file=EVIDENCE)
    numbered(tmp_path, {}, ada=1002, ben=999)
    assert foreign(tmp_path / "submitted")["ben"] is None
    assert foreign(tmp_path / "submitted")["ada"] is not None


def test_numbers_of_two_platforms_tell_no_order(tmp_path):
    for name in ("ada", "ben"):
        hand_in(tmp_path / "submitted" / name, file=EVIDENCE)
    numbered(tmp_path, {"ben": "Gradescope"}, ada=1002, ben=999)
    assert set(foreign(tmp_path / "submitted").values()) == {None}


def test_a_record_inside_a_hand_in_tells_nothing(tmp_path):
    for name in ("ada", "ben"):
        hand_in(tmp_path / "submitted" / name, file=EVIDENCE)
    numbered(tmp_path / "submitted" / "ben", {}, ada=2, ben=1)
    numbered(tmp_path / "submitted" / "ben" / NAME, {}, ada=2, ben=1)
    assert set(foreign(tmp_path / "submitted").values()) == {None}


def test_marker_sees_small_figures_a_table_and_claims_to_look_at(tmp_path):
    text = "After 15 epochs the ten classes are well separated, and the loss was 120.5 nats <script>alert(1)</script>."
    hand_in(tmp_path / "ada", file=EVIDENCE, text=text)
    above = ASSIGNMENT.exhibits(read_submission(find_submissions(tmp_path)[0]))
    assert set(above) == {manual.cell for manual in ASSIGNMENT.manual}
    for exhibits in above.values():
        figure = next(exhibit for exhibit in exhibits if exhibit.png)
        assert figure.alt
        assert len(figure.png) < 200_000
        assert [row[0] for row in next(exhibit.table for exhibit in exhibits if exhibit.table)] == [
            "epochs",
            "5",
            "10",
            "30",
        ]
    notes = next(exhibit for exhibit in above["latent-writeup"] if exhibit.for_marker)
    told = " ".join(finding for _, finding in notes.quotes)
    assert "none after 15" in told
    assert "120.5" in told
    assert "<script>" not in exhibits_html([notes])
    assert "&lt;script" in exhibits_html([notes])


def test_a_damaged_run_is_told_in_words_above_the_text(tmp_path):
    hand_in(tmp_path / "ada", file=EVIDENCE)
    (tmp_path / "ada" / NAME / "evidence.npz").write_bytes(b"not a run")
    above = ASSIGNMENT.exhibits(read_submission(find_submissions(tmp_path)[0]))
    assert "can't be read" in above["latent-writeup"][0].note


def _output(mime: str, data: bytes) -> dict[str, dict[str, str]]:
    return {"data": {mime: base64.b64encode(data).decode()}}


def test_pictures_reach_a_page_written_anew_or_not_at_all():
    buffer = io.BytesIO()
    Image.new("RGB", (3000, 20), "red").save(buffer, "PNG", pnginfo=None)
    script = buffer.getvalue() + b"<script>alert(1)</script>"
    (png,) = own_pictures([_output("image/png", script)])
    assert b"script" not in png
    assert Image.open(io.BytesIO(png)).width <= 1100
    gif = io.BytesIO()
    Image.new("RGB", (3, 3)).save(gif, "GIF")
    vast = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(vast, "PNG")
    bad = [b"<svg onload='alert(1)'>", gif.getvalue(), buffer.getvalue()[:60], vast.getvalue()]
    assert own_pictures([_output("image/png", data) for data in bad]) == []
    assert own_pictures([{"data": {"text/html": "<img src=x>"}}, {"data": None}, {}]) == []


def test_a_picture_of_few_colours_stays_exact_and_brings_nothing_but_its_pixels():
    picture = Image.fromarray(np.random.default_rng(0).integers(0, 12, (30, 1440), np.uint8)).convert("P")
    picture.putpalette([value for level in range(12) for value in (level * 20, 3, 255 - level)])
    told = PngInfo()
    told.add_text("Comment", "<script>alert(1)</script>")
    hidden = {"pnginfo": told, "icc_profile": b"<script>", "exif": b"Exif\0\0<script>", "transparency": 3}
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", dpi=(7, 7), **hidden)
    (png,) = own_pictures([_output("image/png", buffer.getvalue() + b"<script>")])
    with Image.open(io.BytesIO(png)) as shown:
        assert np.array_equal(np.asarray(shown.convert("RGB")), np.asarray(picture.convert("RGB")))
        assert not shown.info
    assert b"script" not in png
    wide = picture.resize((3000, 30))
    buffer = io.BytesIO()
    wide.save(buffer, "PNG")
    (png,) = own_pictures([_output("image/png", buffer.getvalue())])
    assert Image.open(io.BytesIO(png)).width <= 1100


def test_everything_in_an_exhibit_is_escaped():
    cruel = "<script>alert('x')</script>"
    page = exhibits_html(
        [
            Exhibit(
                cruel, table=((cruel,), (cruel,)), quotes=((cruel, cruel),), note=cruel, png=b"x", alt=f'"{cruel}'
            )
        ]
    )
    assert "<script" not in page
    assert 'alt=""' not in page


@pytest.mark.parametrize(
    ("part", "wrong", "missed"), [("first", 0, 0), ("second", 0, 2), ("third", 0, 0), ("fourth", 0, 0)]
)
def test_claims_in_texts_are_found_as_the_page_says(part, wrong, missed):
    """The bounds are what was measured: a rule that is changed must not make it worse."""
    found = counts(part)
    assert sum(count for count, _, _ in found.values()) > 0
    assert sum(count for _, count, _ in found.values()) <= wrong
    assert sum(count for _, _, count in found.values()) <= missed


@pytest.mark.skipif(not SEED.exists(), reason=f"the seed is not at {SEED}")
def test_the_seeds_texts_are_flagged_for_the_epochs_that_were_not_run():
    prose = "\n".join(SEED.read_text(encoding="utf-8").split("```")[::2])
    texts = [piece for piece in re.split(r"\n\s*\n", prose) if re.search(r"\b15\b", piece)]
    assert texts
    for text in texts:
        remarks = remarks_on(text, run("mnist"))
        assert any(remark.slug == "epochs-not-run" and "15" in remark.finding for remark in remarks), text
