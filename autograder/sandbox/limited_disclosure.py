"""Limits what a submission's texts can pass on: their amount, and what was made beside reference parts.

Where a later task is graded, the reference parts of the earlier ones lie in the student's process as compiled code.
Texts made there (of errors, of keys in a dict, of types) could carry them out. Only single names of those texts are
passed on, if they stand in the notebook or in the kit's own questions, and only a few of them.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_MAX_NAMES = 12  # of a submission's own that are passed on from beside the reference
_MAX_NAME_CHARACTERS, _MAX_NAME_WORDS, _MAX_NAME_DIGITS = 40, 4, 4
_NAME = re.compile(r"[\w ./-]*", re.ASCII)
_TYPES = (
    "EagerTensor SymbolicTensor KerasTensor Tensor Variable ndarray NoneType generator function Functional History"
)
_TYPES += " InvalidArgumentError ResourceExhaustedError UnknownError AxisError LinAlgError OperatorNotAllowedInGraphError"
_HIDDEN = "a text of the notebook's"
# Python's own texts that contain a name. They are built again from these templates, with the names that are passed on.
_TEMPLATES = (
    ("NameError", "name '{}' is not defined"),
    ("UnboundLocalError", "cannot access local variable '{}' where it is not associated with a value"),
    ("ModuleNotFoundError", "No module named '{}'"),
    ("AttributeError", "'{}' object has no attribute '{}'"),
    ("KeyError", "'{}'"),
)
NOTES, NOTE_LENGTH = 20, 500  # of a submission


class Disclosure:
    """Decides what of one submission's texts is passed on: names of its `program` and of the kit's code."""

    def __init__(self, program: Iterable[str], kit: Iterable[str]) -> None:
        kit = [*kit, *dir(builtins), _TYPES]
        self._kit = frozenset(name for text in kit for name in re.findall(r"\w+", text))
        self._words = frozenset(word for text in (*program, *kit) for word in _words(text))
        self._passed_on: set[str] = set()
        self._hidden: dict[str, str] = {}

    def may_pass_on(self, name: str) -> bool:
        """Return whether a name is one of the kit's, or one of a few that are made of words of the notebook."""
        if name in self._kit or name in self._passed_on:
            return True
        words = _words(name)
        short = 0 < len(words) <= _MAX_NAME_WORDS and len(name) <= _MAX_NAME_CHARACTERS
        plain = _NAME.fullmatch(name) and sum(map(str.isdigit, name)) <= _MAX_NAME_DIGITS
        if not (short and plain and self._words.issuperset(words)) or len(self._passed_on) == _MAX_NAMES:
            return False
        self._passed_on.add(name)
        return True

    def answer(self, value: Any) -> Any:
        """Return an answer from beside the reference with its numbers, and with those of its texts that are passed on."""
        if isinstance(value, str):
            return value if self.may_pass_on(value) else _HIDDEN
        if isinstance(value, Mapping):
            return {self._key(key): self.answer(item) for key, item in value.items()}
        if isinstance(value, Sequence):
            return [self.answer(item) for item in value]
        return value

    def _key(self, key: str) -> str:
        if self.may_pass_on(key):
            return key
        return self._hidden.setdefault(key, f"name {len(self._hidden) + 1}")

    def type_of(self, error_type: str) -> str:
        """Return the type of an error from beside the reference, if it is passed on, or "an error"."""
        return error_type if self.may_pass_on(error_type) else "an error"

    def text_of(self, error_type: str, text: str) -> str | None:
        """Return the text of an error from beside the reference, if it is one of Python's own; else None."""
        for kind, template in _TEMPLATES:
            pattern = re.escape(template).replace(re.escape("{}"), r"([\w.]+)")
            found = re.fullmatch(pattern, text)
            if error_type == kind and found and all(map(self.may_pass_on, found.groups())):
                return template.format(*found.groups())
        return None


def _words(text: str) -> list[str]:
    """Return the words that names are made of: of `total_loss_2` two."""
    return re.findall(r"[A-Za-z]+", text)


def bounded(notes: Sequence[str]) -> tuple[str, ...]:
    """Return the notes on a submission, bounded in length and number: a hostile one has thousands."""
    shown = [note if len(note) <= NOTE_LENGTH else f"{note[: NOTE_LENGTH - 1]}…" for note in notes[:NOTES]]
    more = len(notes) - NOTES
    return (*shown, f"… and {more} more notes of this kind.") if more > 0 else tuple(shown)
