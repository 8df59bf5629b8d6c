"""`vaekit marks` as an instructor uses it: tables out and in, a changed rubric, a renamed student, two markers."""

from __future__ import annotations

import csv
import io
import re
import shlex
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from answers import run
from marked_course import NAME, Desk, graded_texts
from toy import TOY
from typer import BadParameter

from autograder.authoring.rubric import read_rubric
from autograder.commands.marking.marks import _tell_cell
from autograder.commands.marking.marks_readings import percentage
from autograder.commands.marking.marks_tables import _content
from autograder.commands.terminal import Status, out
from autograder.course.gradebook.cells.rubrics import write_tables
from autograder.marking import agreement
from autograder.marking.marks import moving
from autograder.marking.marks.moving import move
from autograder.marking.marks.store import MarkBook
from autograder.marking.marks.table import written
from autograder.marking.marks.table_import import _entry, read
from autograder.platforms.tables.csv_table import parse
from autograder.records.errors import KitError
from autograder.records.marking.marks import Change, Reading, State
from autograder.records.marking.rubric import Criterion, Level, Rubric

ESSAY = "essay"
TOML = """
title = "Squares"

[[criteria]]
key = "clear"
title = "Clear"
levels = [
  {key = "full", points = CLEAR, description = "clear", question = "Is it clear?"},
  {key = "half", points = 2, description = "partly", question = "Is a part of it clear?"},
  {key = "none", points = 0, description = "unclear", question = "Is nothing of it clear?"},
]

[[criteria]]
key = "right"
title = "Right"
levels = [
  {key = "full", points = 5, description = "right", question = "Is it right?"},
  {key = "LOWEST", points = 0, description = "wrong", question = "Is it wrong?"},
]
"""
GOOD, FAIR, POOR = ({"clear": a, "right": b} for a, b in (("full", "full"), ("half", "full"), ("half", "none")))


def write_rubric(desk: Desk, clear: str = "5", lowest: str = "none") -> None:
    """Put a rubric beside the source notebook, its table into the notebook, and release both."""
    folder = desk.root / "source" / NAME
    (folder / f"{ESSAY}.rubric.toml").write_text(TOML.replace("CLEAR", clear).replace("LOWEST", lowest))
    write_tables(folder / f"{NAME}.ipynb")


@pytest.fixture(scope="module")
def graded(starts, toy_course: Path, toy_kit: Path, tmp_path_factory) -> Path:
    return graded_texts(toy_course, toy_kit, tmp_path_factory.mktemp("graded") / "course", write_rubric)


@pytest.fixture
def desk(graded: Path, toy_kit: Path, tmp_path: Path) -> Desk:
    return Desk(shutil.copytree(graded, tmp_path / "course"), toy_kit, "vaekit")


@pytest.fixture
def book(desk: Desk) -> Callable[[], MarkBook]:
    """Opens the marks anew: the rubric may have changed."""

    def opened() -> MarkBook:
        rubric = read_rubric(desk.root / "source" / NAME / f"{ESSAY}.rubric.toml")
        return MarkBook.opened(desk.root, TOY, {ESSAY: rubric})

    return opened


def marks(desk: Desk, *words: str, status: int = 0) -> str:
    command = (sys.executable, "-m", "autograder", "marks", *words, "--assignment", NAME)
    return run(*command, cwd=desk.root, status=status, PYTHONPATH=str(desk.kit), COLUMNS="200")


def table(desk: Desk) -> list[dict[str, str]]:
    marks(desk, "export", "--output", "marks.csv", "--texts")
    return list(csv.DictReader(io.StringIO((desk.root / "marks.csv").read_text())))


def write_table(desk: Desk, rows: list[dict[str, str]]) -> None:
    (desk.root / "marks.csv").write_text(as_csv(rows), newline="")


def as_csv(rows: list[dict[str, str]]) -> str:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def fill(row: dict[str, str], levels: dict[str, str]) -> None:
    row.update({f"level: {key}": level for key, level in levels.items()} | {"points": ""})


def number(desk: Desk, student: str) -> float | None:
    with desk.gradebook() as gradebook:
        return gradebook.find_grade(ESSAY, NAME, NAME, student).manual_score


def test_a_table_that_is_filled_in_elsewhere_comes_back(desk, book):
    rows = table(desk)
    assert {row["student"]: row["text"] for row in rows}["ada"] == "Squares have four corners."
    for row in rows:
        fill(row, GOOD)
    by_name = {row["student"]: row for row in rows}
    by_name["ada"] |= {
        "comment": "=2+2, you say?",
        "comment: clear": "'quoted'\nin two lines",
        "level: clear": "half",
    }
    write_table(desk, rows)
    assert "4 marks would be written" in marks(desk, "import", "marks.csv", "--dry-run")
    assert number(desk, "ada") is None
    assert "4 marks written" in marks(desk, "import", "marks.csv", "--marker", "mia")
    assert [number(desk, student) for student in ("ada", "bo", "cy", "di")] == [7, 10, 10, 10]
    mark = book().entry(ESSAY, "ada").mark
    assert (mark.marker, mark.comment, mark.comments) == (
        "mia",
        "=2+2, you say?",
        {"clear": "'quoted'\nin two lines"},
    )
    table(desk)
    assert "0 marks written" in marks(desk, "import", "marks.csv")  # what was exported says what stands there
    assert (desk.root / "marks.csv").read_text().count("'=2+2") == 1  # no formula for a spreadsheet
    assert len(book().history(ESSAY, "ada")) == 1


def test_an_export_counts_texts_and_not_the_line_ends_of_comments(desk, book):
    book().save(book().entry(ESSAY, "ada"), "mia", FAIR, {"clear": "One.\nTwo."}, "Three.\n\nFour.")
    assert "marks.csv: 4 rows" in marks(desk, "export", "--output", "marks.csv")


# --- a table that was opened in a spreadsheet


def filled(book: MarkBook, levels: dict[str, str] = GOOD) -> list[dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(written(book, [ESSAY], True))))
    for row in rows:
        fill(row, levels)
    return rows


def test_semicolons_a_decimal_comma_and_columns_in_other_letters_are_read(book):
    opened = book()
    rows = [row | {"points": "7,0"} for row in filled(opened, {"clear": "Half ", "right": "FULL"})]
    content = as_csv(rows).replace(",", ";").replace("7;0", "7,0").replace('"7,0"', "7,0")
    content = content.replace("student", " Student", 1).replace("level: clear", "Level:Clear", 1)
    assert [order.score for order in read(opened, content, "noa").orders] == [7.0] * 4


def test_no_cell_of_an_export_is_taken_for_a_time_of_day(book):
    opened = book()
    opened.save(opened.entry(ESSAY, "ada"), "mia", FAIR)
    rows = list(csv.DictReader(io.StringIO(written(opened, [ESSAY], False))))
    assert not [cell for row in rows for cell in row.values() if re.fullmatch(r"\d*:[\d.]*", cell)]
    for row in filled_from(rows):
        row["seen"] = row["seen"].removeprefix("first ")  # as earlier exports have it
    assert len(read(opened, as_csv(rows), "noa").orders) == 4


def filled_from(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    for row in rows:
        fill(row, GOOD)
    return rows


UNUSABLE = {
    "a level that is not there": (
        lambda text: text.replace("full", "most", 1),
        "no level 'most': it has full, half",
    ),
    "no column of levels": (
        lambda text: text.replace("level: ", "stufe "),
        "no column of levels, such as",
    ),
    "another criterion": (
        lambda text: text.replace("level: clear", "level: klar"),
        "has no klar: it has clear, right",
    ),
    "two columns of a name": (lambda text: text.replace("comment: clear", "Student", 1), "2 columns `student`"),
    "another separator": (lambda text: text.replace(",", "|"), "no column student or cell, only student|cell"),
    "a row twice": (lambda text: text + text.splitlines()[-1], "Row 6 of the table is the second one"),
    "a row twice, below empty ones": (
        lambda text: text.replace("\n", "\n\n,,,\n", 1) + text.splitlines()[-1],
        "Row 8 of the table is the second one",
    ),
    "a comma without quotes": (lambda text: text.rstrip() + ",and more", "Row 5 of the table has more cells"),
    "a quote that is not closed": (
        lambda text: text.replace("Squares", '"Squares', 1),
        "Row 2 of the table opens a quote",
    ),
    "no student": (
        lambda text: text.replace("\nada,", "\n,", 1).replace("\nbo,", "\n,", 1),
        "has levels and no student",
    ),
}


@pytest.mark.parametrize(("change", "why"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_table_that_cannot_be_used_is_refused_with_what_to_do(book, change, why):
    opened = book()
    content = as_csv(filled(opened)).replace("\r\n", "\n")
    assert len(read(opened, content, "noa").orders) == 4
    with pytest.raises(KitError, match=re.escape(why)):
        read(opened, change(content), "noa")


@pytest.mark.parametrize(
    ("content", "places"),
    [
        ("a,b\n1,2\n", ["Row 1 of the table", "Row 2 of the table"]),
        ("a,b\r\n\r\n,\r\n1,2\r\n", ["Row 1 of the table", "Row 4 of the table"]),
        (
            'a,b\n"1\n\n1",2\n3,4\n',
            [*(f"Row {n} of the table" for n in (1, 2)), "Row 3 of the table (line 5 of the file)"],
        ),
        ("sep=;\na;b\n\n1;2\n", [f"Row {n} of the table (line {n + 1} of the file)" for n in (1, 3)]),
    ],
)
def test_a_row_is_named_as_a_spreadsheet_and_an_editor_show_it(content, places):
    assert [str(place) for place in parse(content).places] == places


def test_columns_of_somebodys_own_are_named_and_zeros_that_were_cut_are_told(book):
    opened = book()
    content = as_csv(filled(opened)).replace("text,", "Notes,", 1)
    found = read(opened, content, "noa")
    assert (found.unread, len(found.orders)) == (["Notes"], 4)
    entry = replace(opened.entry(ESSAY, "ada"), student="007")
    with pytest.raises(KitError, match="cut the zeros of 007"):
        _entry({"007": entry}, "7")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04\xff", "is a workbook, and no CSV file: save it as “CSV UTF-8”"),
        (
            "student,cell\nJos\u00e9,essay\n".encode("cp1252"),
            "in another encoding than UTF-8 (line 2): save it as",
        ),
    ],
    ids=["workbook", "cp1252"],
)
def test_a_file_that_a_spreadsheet_has_saved_otherwise_is_refused(tmp_path, content, why):
    (tmp_path / "marks.csv").write_bytes(content)
    with pytest.raises(KitError, match=re.escape(why)):
        _content(tmp_path / "marks.csv")


def test_unicode_text_of_a_spreadsheet_is_read(tmp_path):
    (tmp_path / "marks.txt").write_text("student\tcell\n", encoding="utf-16")
    assert _content(tmp_path / "marks.txt") == "student\tcell\n"


# --- rows that can't be written


def test_rows_whose_text_or_mark_has_changed_are_left_out_and_named(desk, book):
    rows = table(desk)
    for row in rows:
        fill(row, GOOD)
    write_table(desk, rows)
    book().save(book().entry(ESSAY, "bo"), "noa", POOR)
    desk.mark("cy", essay=3)
    desk.hand_in("di", essay="Squares are round.", sketch="cube = 8")
    desk.grade()
    told = marks(desk, "import", "marks.csv", status=Status.ATTENTION)
    assert "1 mark written" in told
    for student, why in {
        "bo": "its mark was changed",
        "cy": "its mark was changed",
        "di": "its text is another",
    }.items():
        assert f"{student} is left out (`essay`): {why}" in told
    assert [number(desk, student) for student in ("ada", "bo", "cy", "di")] == [10, 2, 3, None]


def test_an_export_that_nobody_changed_writes_nothing(desk, book):
    """Neither over formgrader's number, nor as a mark of a text that nobody has marked."""
    opened = book()
    for student in ("ada", "bo", "cy"):
        opened.save(opened.entry(ESSAY, student), "mia", FAIR, {"clear": "Say more."})
    desk.mark("ada", essay=3)
    desk.hand_in("bo", essay="Squares are round.", sketch="cube = 8")
    desk.grade()
    opened = book()
    found = read(opened, written(opened, [ESSAY], True), "noa")
    assert found.orders == []
    told = {student: why for student, _, why in found.left_out}
    assert told.keys() == {"ada", "bo"}
    assert "formgrader gives 3 points, which count" in told["ada"]
    assert "its answer changed" in told["bo"]
    rows = list(csv.DictReader(io.StringIO(written(opened, [ESSAY], False))))
    for row in rows:
        row["comment"] = "Only this is new."
    found = read(opened, as_csv(rows), "noa")
    assert {order.student for order in found.orders} == {"bo", "cy"}  # a comment does not outdo formgrader
    for row in rows:
        fill(row, GOOD)
    assert len(read(opened, as_csv(rows), "noa").orders) == 4


def test_an_export_with_levels_that_the_rubric_has_no_more_can_be_read_back(desk, book):
    book().save(book().entry(ESSAY, "ada"), "mia", FAIR)
    text = TOML.replace('"clear"\ntitle', '"plain"\ntitle').replace("CLEAR", "5").replace("LOWEST", "none")
    (desk.root / "source" / NAME / f"{ESSAY}.rubric.toml").write_text(text)
    opened = book()
    found = read(opened, written(opened, [ESSAY], True), "noa")
    assert (found.orders, [student for student, _, _ in found.left_out]) == ([], ["ada"])


@pytest.mark.parametrize("settled_before", [True, False])
def test_a_settled_mark_that_was_changed_since_is_left_out(book, settled_before):
    """Also where the sum is the same, and where there was no settled mark yet."""
    opened = book()
    save = opened.save
    save(opened.entry(ESSAY, "ada"), "mia", GOOD)
    save(opened.entry(ESSAY, "ada"), "noa", FAIR, reading=Reading.SECOND)
    if settled_before:
        save(opened.entry(ESSAY, "ada"), "mia", GOOD, reading=Reading.SETTLED)
    rows = list(csv.DictReader(io.StringIO(written(opened, [ESSAY], False))))
    (row,) = (row for row in rows if row["student"] == "ada")
    fill(row, POOR)
    assert len(read(opened, as_csv([row]), "mia").orders) == 1
    save(opened.entry(ESSAY, "ada"), "noa", GOOD, {"clear": "Agreed."}, reading=Reading.SETTLED)
    found = read(opened, as_csv([row]), "mia")
    assert found.orders == []
    assert "its mark was changed" in found.left_out[0][2]


def test_a_table_steers_no_terminal_and_holds_no_formula_at_any_separator(desk, book):
    opened = book()
    words = "Look;=1+1\n=2+2\n- \"a\"; '-3\n''@x"
    opened.save(opened.entry(ESSAY, "ada"), "mia", FAIR, {"clear": words}, words)
    path = desk.root / "autograded" / "bo" / NAME / f"{NAME}.ipynb"
    path.write_text(
        path.read_text().replace("Squares have right angles.", r"\u001b]52;c;eA==\u0007\u009b2J\r\u202eSquares;@x")
    )
    content = written(opened, [ESSAY], True)
    assert not set(content) & set("\x1b\x07\x9b\r\u202e")
    assert "Squares;'@x" in content
    assert not re.search(r"""[;\n] *"*[=+@-]""", content)
    unchanged = read(opened, content, "noa")
    assert "ada" not in {order.student for order in unchanged.orders}
    rows = list(csv.DictReader(io.StringIO(content)))
    (row,) = (row for row in rows if row["student"] == "ada")
    fill(row, GOOD)
    (order,) = read(opened, as_csv([row]), "noa").orders
    assert (order.comment, order.comments) == (words, {"clear": words})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda row: row.update({"level: clear": "best"}), "has no level 'best'"),
        (lambda row: row.update({"level: clear": ""}), "No level is chosen for Clear"),
        (lambda row: row.update(points="3"), "its levels give 10 points, and its points say 3"),
        (lambda row: row.update(points="much"), "its points are no number"),
        (lambda row: row.update(cell="other"), "is of `other`, for which there is no rubric"),
        (lambda row: row.update(student="bo"), "is the second one for `essay` of bo"),
    ],
)
def test_a_table_with_a_row_that_cannot_be_used_writes_nothing(desk, change, why):
    rows = sorted(table(desk), key=lambda row: row["student"])
    for row in rows:
        fill(row, GOOD)
    change(rows[0])
    write_table(desk, rows)
    told = marks(desk, "import", "marks.csv", status=Status.UNUSABLE)
    assert why in told
    assert "Row " in told
    assert {number(desk, student) for student in ("ada", "bo", "cy", "di")} == {None}


def test_changed_points_are_computed_after_a_question_and_count_after_the_next_grading(desk, book):
    for student, levels in {"ada": GOOD, "bo": FAIR, "cy": POOR}.items():
        book().save(book().entry(ESSAY, student), "mia", levels, {"clear": "Say more."})
    desk.mark("cy", essay=1)
    write_rubric(desk, clear="6")
    desk.set_points(ESSAY, 11)
    assert {book().entry(ESSAY, one).state for one in ("ada", "bo")} == {State.STALE}
    told = marks(desk, "recompute", status=Status.ATTENTION)
    assert "Nothing was written" in told
    assert [number(desk, student) for student in ("ada", "bo", "cy")] == [10, 7, 1]
    told = marks(desk, "recompute", "--yes", "--marker", "noa", status=Status.ATTENTION)
    assert "2 marks written" in told
    assert "formgrader gives 1 points, which stay" in " ".join(told.split())
    assert [number(desk, student) for student in ("ada", "bo", "cy")] == [11, 7, 1]
    event = book().history(ESSAY, "ada")[-1]
    assert (event.kind, event.marker, event.score, event.gradebook) == (Change.RECOMPUTED, "noa", 11, 10)
    assert book().entry(ESSAY, "ada").mark.marker == "mia"
    with desk.gradebook() as gradebook:
        told = gradebook.find_comment(ESSAY, NAME, NAME, "ada").manual_comment
    assert told == "Clear: 6 of 6. Say more.\nRight: 5 of 5."
    desk.grade()
    assert {one.student for one in book().entries(ESSAY) if one.state is State.MARKED} == {"ada", "bo"}
    assert "essay" not in desk.waiting("ada")


def test_a_level_that_is_gone_is_to_be_marked_again(desk, book):
    book().save(book().entry(ESSAY, "ada"), "mia", POOR)
    book().save(book().entry(ESSAY, "bo"), "mia", GOOD)
    write_rubric(desk, lowest="zero")
    desk.command("nbgrader", "generate_assignment", NAME, "--force")
    told = " ".join(marks(desk, "recompute", "--yes", status=Status.ATTENTION).split())
    assert "no level of Right is known: it is to be marked again" in told
    assert "1 mark written" in told
    assert [number(desk, student) for student in ("ada", "bo")] == [2, 10]  # nothing is lost
    assert book().entry(ESSAY, "ada").state is State.STALE
    assert book().entry(ESSAY, "bo").state is State.MARKED
    assert "Every mark is one" not in marks(desk, "recompute", status=Status.ATTENTION)


def test_a_renamed_students_marks_move_to_the_new_name(desk, book):
    book().save(book().entry(ESSAY, "bo"), "mia", FAIR, comment="Well done.")
    (desk.root / "submitted" / "bo").rename(desk.root / "submitted" / "bo-b")
    desk.grade()
    desk.command("nbgrader", "db", "student", "remove", "bo", "--force")
    told = " ".join(marks(desk, "status", status=Status.ATTENTION).split())
    assert "bo-b has handed in the text that bo had: `vaekit marks move bo bo-b`" in told
    marks(desk, "move", "bo", "bo-b")
    entry = book().entry(ESSAY, "bo-b")
    assert (entry.state, entry.mark.levels, entry.mark.marker) == (State.MARKED, FAIR, "mia")
    assert number(desk, "bo-b") == 7
    assert "bo had" not in marks(desk, "status", status=Status.ATTENTION)
    assert "nothing to move" in marks(desk, "move", "bo", "bo-b", status=Status.UNUSABLE)
    assert [one.kind for one in book().history(ESSAY, "bo")] == [Change.SAVED, Change.MOVED]


def leave(desk: Desk, student: str) -> None:
    """A student's notebook is gone; another one's has the same text."""
    shutil.rmtree(desk.root / "autograded" / student)


def with_talk(desk: Desk, rubric: Rubric) -> MarkBook:
    """The marks of two texts."""
    talk = replace(rubric, cell="talk", criteria=(Criterion("said", "Said", (Level("yes", 2, "", ""),)),))
    return MarkBook.opened(desk.root, TOY, {ESSAY: rubric, "talk": talk})


@pytest.fixture
def two(desk: Desk, book) -> MarkBook:
    return with_talk(desk, book().rubric(ESSAY))


def test_all_marks_of_a_renamed_student_move_together(desk, two):
    """The first, the second and the settled one, of every text; the settled one counts as before."""
    for marker, levels, reading in (
        ("mia", GOOD, Reading.FIRST),
        ("noa", POOR, Reading.SECOND),
        ("mia and noa", FAIR, Reading.SETTLED),
    ):
        two.save(two.entry(ESSAY, "ada"), marker, levels, {"clear": marker}, marker, reading=reading)
    two.save(two.entry("talk", "ada"), "mia", {"said": "yes"})
    leave(desk, "ada")
    assert move(two, "ada", "cy", "di") == [ESSAY, "talk"]
    entry = two.entry(ESSAY, "cy")
    assert {one.reading: (one.marker, one.levels, one.comment, one.score) for one in entry.marks.values()} == {
        Reading.FIRST: ("mia", GOOD, "mia", 10),
        Reading.SECOND: ("noa", POOR, "noa", 2),
        Reading.SETTLED: ("mia and noa", FAIR, "mia and noa", 7),
    }
    assert (entry.state, two.entry("talk", "cy").state) == (State.MARKED, State.MARKED)
    assert number(desk, "cy") == 7
    assert not [one for cell in (ESSAY, "talk") for one in two.entries(cell) if one.student == "ada"]
    with pytest.raises(KitError, match="nothing to move"):
        move(two, "ada", "cy", "di")


def test_where_one_text_is_another_no_mark_moves(desk, two):
    two.save(two.entry(ESSAY, "ada"), "mia", GOOD)
    two.save(two.entry("talk", "ada"), "mia", {"said": "yes"})
    two.save(two.entry("talk", "cy"), "mia", {"said": "yes"})
    leave(desk, "ada")
    with pytest.raises(KitError, match="`talk` is another text or has a mark"):
        move(two, "ada", "cy", "di")
    assert two.entry(ESSAY, "ada").mark.levels == GOOD
    assert two.entry(ESSAY, "cy").mark is None
    assert number(desk, "cy") is None


def test_a_command_that_is_printed_names_a_student_as_a_shell_reads_it(desk, book, monkeypatch):
    """The names are the gradebook's; the command is for the marker's shell."""
    opened = book()
    monkeypatch.setattr(moving, "successors", lambda book, cell: [("bo; true", "$(bo) b")])
    with out.capture() as told:
        _tell_cell(opened, ESSAY)
    (command,) = re.findall(r"`(vaekit .*)`", told.get())
    assert shlex.split(command) == ["vaekit", "marks", "move", "bo; true", "$(bo) b"]


def test_a_text_that_was_dropped_keeps_its_marks(desk, book):
    book().save(book().entry(ESSAY, "ada"), "mia", FAIR)
    (desk.root / "source" / NAME / f"{ESSAY}.rubric.toml").rename(
        desk.root / "source" / NAME / "sketch.rubric.toml"
    )
    told = marks(desk, "status", status=Status.ATTENTION)
    assert "essay: marks are kept, and the assignment has no rubric for it any more" in " ".join(told.split())
    assert number(desk, "ada") == 7


def test_agreement_of_two_markers_is_told_for_each_criterion(desk, book):
    """Kappa by hand: of 4 pairs of `clear` one differs; observed disagreement 1/4, expected (2·1+2·3)/16 = 1/2."""
    opened = book()
    seconds = {"ada": GOOD, "bo": GOOD, "cy": FAIR, "di": GOOD}
    for student, first in {"ada": GOOD, "bo": GOOD, "cy": FAIR, "di": FAIR}.items():
        opened.save(opened.entry(ESSAY, student), "mia", first)
        opened.save(opened.entry(ESSAY, student), "noa", seconds[student], reading=Reading.SECOND)
    told = " ".join(marks(desk, "agreement").split())
    assert "Clear │ 4 │ 75% │ 0.50" in told
    assert "Right │ 4 │ 100% │ –" in told  # one level for all says nothing
    assert "di: mia and noa differ by 3 points (clear)" in told
    rows = table(desk)
    for row in rows:
        fill(row, GOOD)
    write_table(desk, rows)
    assert "4 marks written" in marks(desk, "import", "marks.csv", "--settle", "--marker", "mia and noa")
    assert number(desk, "di") == 10
    assert book().entry(ESSAY, "di").marks[Reading.FIRST].levels == FAIR
    assert "differ by" not in marks(desk, "agreement")


def test_a_students_page_shows_the_levels_and_comments_and_no_question(desk, book):
    """A number of formgrader's is shown alone: the levels do not say what it is for."""
    book().save(book().entry(ESSAY, "ada"), "mia", FAIR, {"clear": "Say <b>more</b>."}, "Well done.")
    desk.grade()
    page = desk.page("ada")
    for words in ("✔ partly", "✔ right", "2&nbsp;/&nbsp;5".replace("&nbsp;", "\xa0"), "Well done."):
        assert page.replace("&nbsp;", "\xa0").count(words) == 1, words
    assert page.count("Say &lt;b&gt;more&lt;/b&gt;.") == 1
    assert "Is a part of it clear?" not in page
    assert "mia" not in page
    book().save(book().entry(ESSAY, "ada"), "mia", GOOD, {"clear": "Say <b>more</b>."})
    desk.grade()  # the page is older than the levels
    assert "✔ partly" not in desk.page("ada")
    desk.mark("ada", essay=3)
    desk.grade()
    assert "✔" not in desk.page("ada").split("Squares have four corners.")[1].split("cube = 8")[0]


def test_how_a_text_is_marked_is_chosen_for_the_course(desk, book):
    assert "0 % are marked twice; suggestions are seen after" in marks(desk, "choose")
    told = marks(desk, "choose", "--second", "12.5", "--show-suggestions")
    assert "12.5 % are marked twice; suggestions are seen before" in told
    assert book().choices(ESSAY).second_share == 0.125
    for wrong in ("nan", "0.1", "-1", "101%", "many"):
        marks(desk, "choose", "--second", wrong, status=Status.UNUSABLE)
    assert book().choices(ESSAY).second_share == 0.125


def test_agreement_without_scikit_learn_names_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.metrics", None)  # as where it is not installed
    with pytest.raises(KitError, match="pip install scikit-learn"):
        agreement._kappa([0, 1], [1, 1], 2)


@pytest.mark.parametrize(
    ("written", "percent"),
    [("10", 10), ("10%", 10), ("12,5 %", 12.5), ("0", 0), ("1", 1), ("0.5%", 0.5), ("100%", 100)],
)
def test_a_share_of_texts_is_a_percentage_with_or_without_its_sign(written, percent):
    assert percentage(written) == percent


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("0.1", "write 10% for 0.1 of the texts, or 0.1% for as few as that"),
        ("101", "101 is not from 0% to 100%"),
        ("-1", "write 10% for a tenth"),
        ("nan", "write 10% for a tenth"),
        ("a tenth", "'a tenth' is no percentage"),
    ],
)
def test_what_may_be_no_percentage_is_refused_with_what_to_write(written, sentence):
    with pytest.raises(BadParameter, match=re.escape(sentence)):
        percentage(written)
