"""What goes wrong in a child, as outcomes of a check and as sentences for people.

Texts that were made beside reference parts (`guarded`) could carry the reference out. `Disclosure` decides what of them
is passed on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from autograder.authoring.assignment import Assignment
from autograder.authoring.stubs import STUB_ERROR
from autograder.handin.notebook.definitions import stub_words
from autograder.handin.notebook.lacking_packages import Lacking
from autograder.handin.notebook.python_source import python_source
from autograder.records.cell import Cell
from autograder.records.outcomes import Blocked, CannotCheck, CheckStopped, Place, StudentFailed, TimedOut
from autograder.sandbox.child.outcomes import DISTURBED, NoStudentLine, TextWithheld
from autograder.sandbox.child.replies import as_one_line, with_place
from autograder.sandbox.exception_meanings import meaning
from autograder.sandbox.limited_disclosure import Disclosure
from autograder.wire import ERROR_CHARACTERS, OUT_OF_TIME, ErrorReport

RAISED = "Your code raised "
# No value of a student's causes these inside the kit's own code
_NAME_ERRORS = ("NameError", "UnboundLocalError", "ImportError", "ModuleNotFoundError")
_REFUSALS = ("BlockingIOError", "temporarily unavailable", "start new thread", "pthread_create")


class Failures:
    """Explains the failures of one submission's code. `packages` are those that the grader lacks."""

    def __init__(
        self, assignment: Assignment, program: Sequence[Cell], packages: Sequence[Lacking], *, of_reference: bool
    ) -> None:
        self._assignment = assignment
        self._lines = {cell.name: python_source(cell.source).splitlines() for cell in program}
        self._packages = packages
        self._of_reference = of_reference
        kit = (assignment.questions_source, *assignment.helper_sources.values())
        self._disclosure = Disclosure([cell.source for cell in program], kit)
        self._known_texts: dict[Place, str] = {}  # of errors that were made where no reference is
        self.was_refused = False  # whether an error says that the machine refused a process or thread

    def disclosed(self, answer: dict[str, Any], *, guarded: bool) -> dict[str, Any]:
        """Return what of an answer is passed on."""
        return self._disclosure.answer(answer) if guarded else answer

    def failure(self, error: ErrorReport | None, *, guarded: bool) -> CheckStopped:
        """Return the outcome of a question that a child answers with an error."""
        if error is None:
            return NoStudentLine(DISTURBED)
        self.note_refusal(error)
        kind, text = as_one_line(error.type), as_one_line(error.text)
        if kind == OUT_OF_TIME:
            return TimedOut("Your code gave no answer in time.")
        if kind == STUB_ERROR and (sentence := self._stub_sentence(text, guarded)) is not None:
            return Blocked(f"Not written yet: {sentence or 'the stub is still there'}")
        place = self._place(error, guarded)
        if place is None:
            return self._failure_in_question(error, guarded)
        if not guarded:
            self._known_texts.setdefault(place, text)
            return self._raised(place, text)
        means = meaning(kind, text, self._line(place), named=False)
        return self._raised(place, self._disclosure.text_of(error.type, error.text), means)

    def missing(self, name: str, cell_errors: dict[str, str], *, guarded: bool) -> CheckStopped:
        """Return the outcome of a question for a name that the notebook does not define."""
        task = next((task for task in self._assignment.tasks if name in task.defines), None)
        if task is None:
            return NoStudentLine(DISTURBED if guarded else f"`{as_one_line(name)}` is missing.")
        cell = task.solution_cell or "the notebook"
        error = cell_errors.get(cell)
        if error is None:
            return Blocked(f"`{name}` is missing: write it in the cell `{cell}`.")
        also = self._sentences_on_packages(error)
        return Blocked(f"`{name}` is missing: cell `{cell}` stopped with {error}", also=also)

    def knows_text(self, place: Place | None) -> bool:
        """Return whether the text of that error is known from where no reference is."""
        return place in self._known_texts

    def with_known_text(self, failure: CheckStopped) -> CheckStopped:
        """Return the failure with the text of its error, where that is known from where no reference is."""
        place = failure.place
        text = self._known_texts.get(place) if place is not None else None
        return self._raised(place, text) if place is not None and text else failure

    def stopped_cell(self, error: ErrorReport, *, guarded: bool) -> str | None:
        """Return what stopped a cell, as the end of a sentence; None for a stub, or where the child names no cell."""
        self.note_refusal(error)
        if as_one_line(error.type) == STUB_ERROR or error.loaded_cell not in self._lines:
            return None
        place = self._place(error, guarded)
        if not guarded:
            if place is not None:
                self._known_texts.setdefault(place, as_one_line(error.text))
            return with_place(error, inside=error.loaded_cell)
        known = self._known_texts.get(place) if place is not None else None
        text = self._disclosure.text_of(error.type, error.text) or known
        shown = ErrorReport(
            self._disclosure.type_of(error.type),
            text or "it does so only beside the reference solution",
            *(place[1:] if place is not None else ()),
        )
        return with_place(shown, inside=error.loaded_cell)

    def note_refusal(self, error: ErrorReport) -> None:
        """Note an error that says that no process or thread could be started: the machine's fault, or so it claims."""
        text = f"{error.type} {error.text}"[:ERROR_CHARACTERS]
        self.was_refused |= any(refusal in text for refusal in _REFUSALS)

    def _failure_in_question(self, error: ErrorReport, guarded: bool) -> CheckStopped:
        """Return the outcome of an error that comes from no line of the student's."""
        kind, text = as_one_line(error.type), as_one_line(error.text)
        shown = self._disclosure.text_of(error.type, error.text) if guarded else text
        if kind in _NAME_ERRORS and error.question is not None and self._stands_in_question(error):
            module, line = error.question
            shown = "a name is lacking" if shown is None else shown
            return CannotCheck(f"Line {line} of {module}.py of {self._assignment.name} is wrong: {kind}: {shown}")
        means = meaning(kind, text, named=False)
        shown_kind = self._disclosure.type_of(error.type) if guarded else kind
        shown = "its text is not shown" if shown is None else shown
        message = f"{RAISED}{shown_kind}: {shown}{self._place_for_author(error)}"
        return NoStudentLine(f"{message}. {means}" if means else message)

    def _place_for_author(self, error: ErrorReport) -> str:
        """Return the line of a question that failed on the reference solution."""
        if not self._of_reference or error.question is None:
            return ""
        module, line = error.question
        return f" (line {line} of {as_one_line(module)}.py)"

    def _stands_in_question(self, error: ErrorReport) -> bool:
        """Return whether the names that an error tells stand in the line of the question that it claims to come from."""
        assert error.question is not None
        module, line = error.question
        sources = {"questions": self._assignment.questions_source, **self._assignment.helper_sources}
        lines = sources.get(module, "").splitlines()
        if not 1 <= line <= len(lines):
            return False
        names = re.findall(r"'(\w+)'", error.text[:ERROR_CHARACTERS])
        return bool(names) and all(re.search(rf"\b{name}\b", lines[line - 1]) for name in names)

    def _stub_sentence(self, text: str, guarded: bool) -> str | None:
        """Return the sentence of an assignment's stub that an error tells; None where it tells another."""
        known = stub_words(self._assignment)
        if not known:
            return "" if guarded else text
        return next((sentence for sentence in sorted(known) if sentence in text), None)

    def _place(self, error: ErrorReport, guarded: bool) -> Place | None:
        """Return the type of an error and the student's line that it comes from; None where it names none."""
        if not 1 <= error.line <= len(self._lines.get(error.cell, ())):
            return None
        kind = self._disclosure.type_of(error.type) if guarded else as_one_line(error.type)
        return Place(kind, error.cell, error.line)

    def _line(self, place: Place) -> str:
        return self._lines[place.cell][place.line - 1]

    def _raised(self, place: Place, text: str | None, means: str = "") -> StudentFailed:
        """Return the failure with an error of the student's, and what it means; None for a text that is withheld."""
        error = f"{place.error_type}: {text}" if text else place.error_type
        means = meaning(place.error_type, text or "", self._line(place)) or means
        message = f"{RAISED}{error} (line {place.line} of cell `{place.cell}`)"
        outcome = StudentFailed if text is not None else TextWithheld
        also = self._sentences_on_packages(f"{self._line(place)} {text or ''}")
        return outcome(f"{message}. {means}" if means else message, place=place, also=also)

    def _sentences_on_packages(self, text: str) -> str:
        """Return what to say of the packages that the grader lacks and that a text speaks of."""
        return " ".join(package.sentence for package in self._packages if package.is_named_in(text))
