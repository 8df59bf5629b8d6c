"""Canvas: the archive of *Download Submissions*, the gradebook of *Grades*, *Export*, and its columns filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.handin.collected_students import HandinRecord
from autograder.platforms.platform import IN_ARCHIVE, FileName, Platform
from autograder.platforms.tables.csv_table import Raw
from autograder.platforms.tables.exported_marks import Export, FinalMark
from autograder.platforms.tables.roster import Roster, Rows, person_in
from autograder.platforms.tables.worksheet import filled, number, write_worksheet
from autograder.records.errors import KitError
from autograder.records.person import Person, name_keys

_ANONYMOUS = "Canvas, anonymous"
_BEFORE_A_NAME = re.compile(
    r"(?:.+_\d+_\d+_|(?:LATE_)?anon_\w+?_\d+_)(?=.)"
)  # what Canvas puts before a file's name
_SENT_AGAIN = re.compile(r"(.+)-(\d{1,3})(\.[^.]+)")
_TEST_STUDENT = "Test Student"  # of the student view
# The columns that tell a student, which an import needs; the others are left out.
_KEYS = {
    "student",
    "lastname",
    "firstname",
    "id",
    "sis user id",
    "sis login id",
    "integration id",
    "root account",
    "section",
}
_POSSIBLE = "points possible"
_KEPT = {"ex": "is excused there", "n/a": "was not set the assignment there"}


class Canvas(Platform):
    """Instructure's Canvas. Its files tell that somebody was late, and not when."""

    name = "Canvas"
    file_patterns = {
        "Canvas": (
            r"(?P<name>[^/]+?)(?P<late>_LATE)?_(?P<student_id>\d+)_(?P<version>\d+)_"
            rf"(?P<file_id>{IN_ARCHIVE})"
        ),
        _ANONYMOUS: (
            r"(?P<late>LATE_)?anon_(?P<student_id>[^\W_]+)_(?P<version>\d+)_"
            rf"(?P<file_id>{IN_ARCHIVE})"
        ),
    }
    precedence = 30
    numbers_grow = True
    student_ids = ("canvas",)
    assignment_ids = ("anonymous",)
    headings = {"name": {"student"}, "sid": {"sis user id"}, "login": {"sis login id"}}
    headings_wanted = "Student and ID as Canvas has them"
    own_table = "Canvas knows its students by its own gradebook (Grades, Export)"
    needs_table = True
    format = "canvas"

    def owner(self, found: FileName) -> Person:
        if found.pattern == _ANONYMOUS:
            return Person("", {"anonymous": f"anon_{found.student_id}"})
        return Person(found.person_name, {"canvas": found.student_id})

    def original_name(self, name: str) -> tuple[str, int]:
        again = _SENT_AGAIN.fullmatch(name)
        return (again[1] + again[3], int(again[2])) if again else (name, 0)

    def owns_table(self, rows: Rows) -> bool:
        heads = rows.heads
        return "id" in heads and "section" in heads and heads[0] in ("student", "lastname")

    def student(self, rows: Rows, row: Sequence[str]) -> Person | None:
        person = person_in(rows, row)
        ids = dict(person.ids)
        if number_ := ids.pop("student", ""):
            ids["canvas"] = number_
        return Person(person.name, ids, person.parts) if ids else None

    def is_test_student(self, person: Person) -> bool:
        return "canvas" in person.ids and bool(name_keys(person.name) & name_keys(_TEST_STUDENT))

    def write(self, export: Export) -> None:
        """Write Canvas's own export with the columns that say who is who, and one for this assignment.

        Who is left out keeps what Canvas has: an empty cell would take a grade away.
        """
        roster = export.roster
        assert roster is not None  # `needs_table`
        keys = [at for at, head in enumerate(roster.header) if head.casefold() in _KEYS]
        at = _column(export, roster)
        rows: list[Sequence[str]] = []
        for row_number in range(-1, len(roster.rows)):
            row = roster.raw(row_number)
            before = row[at] if at is not None else Raw(export.assignment.name if row_number < 0 else "")
            value = before
            mark = export.rows.get(row_number)
            if mark is not None and not _is_kept(before, mark, export):
                value = number(mark.score)
            elif row_number >= 0 and _POSSIBLE in roster.rows[row_number][0].casefold():
                value = _possible(export, before)
            rows.append([*(row[key] for key in keys), value])
        if at is None:
            export.done.remarks.append(
                f"{roster.path.name} has no column for {export.assignment.name}: Canvas will ask whether to make one."
            )
        write_worksheet(export, filled(roster, rows))

    def feedback_name(self, student: str, person: Person, handed: HandinRecord, page: str) -> str | None:
        """Canvas knows a file by the numbers of the student and of the file that was handed in."""
        found = _BEFORE_A_NAME.match(handed.file) if handed.platform in self.file_patterns else None
        return f"{found[0]}{page}" if found else None


def _column(export: Export, roster: Roster) -> int | None:
    """The assignment's column, "title (number)", or None."""
    if export.column is not None:
        return roster.column((), export.column)
    name = _letters(export.assignment.name)
    titles = {at: head.rpartition(" (")[0] or head for at, head in enumerate(roster.header)}
    found = [at for at, title in titles.items() if _letters(title) == name]
    if len(found) > 1:
        raise KitError(f"{roster.path} has several columns for {export.assignment.name}: name one with --column.")
    return found[0] if found else None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _is_kept(before: Raw, mark: FinalMark, export: Export) -> bool:
    """Whether Canvas's cell stays, as it says that the student needs no mark; who that is, is listed."""
    word = before.value.strip()
    why = _KEPT.get(word.casefold())
    if why is not None:
        export.done.leave_out(mark, f"{why}: Canvas's {word} was kept, not {number(mark.score)}")
    return why is not None


def _possible(export: Export, before: Raw) -> Raw:
    """The cell of the points possible: as Canvas has it, or the gradebook's where Canvas has none."""
    if before and not before.value.startswith("("):  # "(read only)", in the user's language
        export.compare_maximum(before.value, export.most)
        return before
    return number(export.most)


PLATFORM = Canvas()
