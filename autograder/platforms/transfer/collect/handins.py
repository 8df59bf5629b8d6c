"""Files by student, and each student's last hand-in: its files, its time, and whether it is of the assignment."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.handin.notebook.assignment_match import why_not_of
from autograder.handin.notebook.read_notebook import read_cells
from autograder.platforms.platform import HandedInFile
from autograder.platforms.transfer.archive.unpack import LeftOut
from autograder.platforms.transfer.collect.delivery import digest_of
from autograder.platforms.transfer.collect.records import CollectedHandin
from autograder.platforms.transfer.collect.students import KnownStudents
from autograder.platforms.transfer.handouts import NOTEBOOK, name_in_course
from autograder.records.errors import KitError, Unreadable
from autograder.records.person import Person, name_keys


def by_student(files: list[HandedInFile], people: KnownStudents) -> tuple[list[CollectedHandin], list[LeftOut]]:
    """The hand-ins, one for each student and unit; and the people who fit no single student, with the reason."""
    answers: dict[str, tuple[str, Person] | str] = {}
    handins: dict[tuple[str, str], CollectedHandin] = {}
    left: list[LeftOut] = []
    people.expect_some_of(file.person for file in files)
    for file in files:
        who = json.dumps([sorted(file.person.ids.items()), sorted(name_keys(file.person.name))])
        if who not in answers:
            answers[who] = answer = people.student(file.person)
            if isinstance(answer, str):
                left.append(LeftOut(file.person.name or next(iter(file.person.ids.values())), answer))
        answer = answers[who]
        if not isinstance(answer, str):
            handin = handins.setdefault((answer[0], file.unit), CollectedHandin(*answer))
            handin.received.append(file)
    return list(handins.values()), left


def latest(handins: list[CollectedHandin]) -> list[CollectedHandin]:
    """Each student's last hand-in: by the time, by the platform's number, or else the one named last."""
    last: dict[str, CollectedHandin] = {}
    for handin in handins:
        before = last.get(handin.student)
        if before is None or handin.rank >= before.rank:
            last[handin.student] = handin
        if before is not None:
            last[handin.student].remarks.append("handed in several times: the last one was taken.")
    return list(last.values())


def choose_files(handin: CollectedHandin, assignment: Assignment) -> None:
    """Give each file its name in the course; of several copies the latest counts."""
    best: dict[str, tuple[tuple[object, ...], str, Path]] = {}
    copies: dict[str, set[str]] = {}
    sources = {file.content: file.source for file in handin.received}
    for position, file in enumerate(handin.received):
        parts = file.path.split("/")
        name, number = name_in_course(parts[-1], assignment, file.platform)
        rank = (*file.rank, -len(parts), number, position)
        copies.setdefault(name, set()).add(digest_of(file.content))
        if name not in best or rank > best[name][0]:
            best[name] = (rank, file.path, file.content)
    handin.files = {name: content for name, (_, _, content) in best.items()}
    notebooks = [name for name in best if name.lower().endswith(NOTEBOOK)]
    handin.source = next((sources[best[name][2]] for name in notebooks), "")
    for name, digests in copies.items():
        if len(digests) > 1:
            handin.remarks.append(f"{len(digests)} versions of {name}: the latest was taken, {best[name][1]}.")
    _rename_the_only(handin, assignment)


def set_time(handin: CollectedHandin, people: KnownStudents, due: datetime | None) -> None:
    """When it was handed in, and whether that was late: as the files say, else as the roster says.

    A platform may say late and not when: the first second after the deadline is written, which nbgrader takes for
    late.
    """
    told, late = people.handed_in(handin.person)
    handin.when = max((file.when for file in handin.received if file.when), default=told)
    handin.late = late or any(file.late for file in handin.received)
    if handin.late and handin.when is None:
        name = "the gradebook has no deadline for it: set one in formgrader, and collect again, for a penalty"
        if due is not None:
            handin.when = due + timedelta(seconds=1)
            name = "timestamp.txt has the first second after the deadline: change it, if you know better"
        handin.remarks.append(f"it was late, and the platform does not say how late; {name}.")
    elif due is not None and handin.when is not None:
        handin.late = handin.when > due


def _rename_the_only(handin: CollectedHandin, assignment: Assignment) -> None:
    """The only notebook is the assignment's, whatever its name."""
    right = f"{assignment.name}.ipynb"
    others = [name for name in handin.files if name.lower().endswith(NOTEBOOK)]
    if right in others:
        return
    if len(others) == 1:
        handin.files[right] = handin.files.pop(others[0])
        handin.remarks.append(f"the notebook was called {others[0]}.")
    elif others:
        handin.remarks.append(f"{len(others)} notebooks and none is called {right}: rename the one to grade.")


def has_notebook(files: Mapping[str, Path]) -> bool:
    return any(name.lower().endswith(NOTEBOOK) for name in files)


def why_another_assignment(handin: CollectedHandin, assignment: Assignment) -> str | None:
    """Why the notebook is no hand-in of the assignment; None where it is one, or can't be read."""
    content = handin.files.get(f"{assignment.name}.ipynb")
    try:
        return why_not_of(read_cells(content), assignment) if content is not None else None
    except Unreadable:
        return None  # the grading says so


def expect_this_assignment(handins: Sequence[CollectedHandin], assignment: Assignment) -> None:
    """Raise KitError where most hand-ins are another assignment's: graded as this one, each would need attention."""
    wrong = [handin.wrong_assignment for handin in handins if handin.wrong_assignment]
    if 2 * len(wrong) > len(handins):
        raise KitError(
            f"{len(wrong)} of {len(handins)} hand-ins are not of {assignment.name}; nothing was collected. The first "
            f"{wrong[0]}. Name the right --assignment, or download the right archive."
        )


def left_without_notebook(handin: CollectedHandin) -> LeftOut:
    names = ", ".join(sorted(handin.files)) or "nothing that can be graded"
    return LeftOut(handin.person.name or handin.student, f"handed in no notebook, only {names}: ask for it")
