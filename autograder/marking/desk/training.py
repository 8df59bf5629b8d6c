"""Training at the desk: texts with agreed levels, which a new marker marks first and compares.

A `TrainingTable` answers what a page asks of a `Table`, for texts of a file in place of those of a class. What a marker
has done is kept in the course's `.vaekit/marking/training/`; no gradebook is read or written.
"""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from autograder.course.feedback.student_text_as_html import markdown2html
from autograder.grading.results.store import put_text
from autograder.marking.desk.orders import NextOrder, RenewOrder, SaveOrder, SkipOrder, read_order
from autograder.records.errors import KitError
from autograder.records.exhibit import Exhibit
from autograder.records.folder_names import KEPT
from autograder.records.json_text import NotThatRecord, read_record
from autograder.records.marking.rubric import Rubric
from autograder.records.marking.training import Training, TrainingText, differences

Json = dict[str, Any]


class TrainingTable:
    """The training texts of one rubric. Handles are the texts' keys."""

    def __init__(self, root: Path, assignment: str, rubric: Rubric, training: Training) -> None:
        self.rubric, self._training = rubric, training
        self._folder = root / KEPT / "marking" / "training" / assignment / rubric.cell

    def overview(self, marker: str, wanted: str = "unmarked", level: str = "", alike: bool = False) -> Json:
        """How many texts the marker has done, and the levels that they gave."""
        given = self._given(marker)
        counts = {
            one.key: {
                level.key: sum(levels[one.key] == level.key for levels in given.values()) for level in one.levels
            }
            for one in self.rubric.criteria
        }
        done, texts = len(given), self._training.texts
        listed = (
            [] if wanted == "unmarked" else [self._line(number, one, given) for number, one in enumerate(texts, 1)]
        )
        return {
            "texts": listed,
            "all": len(texts),
            "bank": {},
            "done": done,
            "left": len(texts) - done,
            "pace_s": None,
            "left_s": None,
            "levels": counts,
        }

    def _line(self, number: int, text: TrainingText, given: Mapping[str, Mapping[str, str]]) -> Json:
        score = self.rubric.earned(given[text.key]) if text.key in given else None
        return {"handle": text.key, "number": number, "state": "", "flagged": False, "score": score}

    def next(self, marker: str, sent: Mapping[str, Any] = MappingProxyType({})) -> Json | None:
        """The next text that the marker has not done; None where all are done."""
        have = read_order(NextOrder, sent).have
        given = self._given(marker)
        left = [one for one in self._training.texts if one.key not in given and one.key not in have]
        return self._shown(left[0], marker) if left else None

    def text(self, handle: str, marker: str) -> Json:
        """A text, with the levels that the marker has given it."""
        return self._shown(self._named(handle), marker)

    def _shown(self, text: TrainingText, marker: str) -> Json:
        levels = self._given(marker).get(text.key)
        mark = {"levels": levels, "comments": {}, "comment": "", "marker": marker, "score": 0} if levels else None
        run = str(markdown2html({}, self._training.run))
        return {
            "handle": text.key,
            "number": self._training.texts.index(text) + 1,
            "reading": 1,
            "html": f"{markdown2html({}, text.text)}<h3>Measured of this run</h3>{run}",
            "words": len(text.text.split()),
            "hash": "",
            "seen": "",
            "state": "",
            "why": "A training text.",
            "mark": mark,
            "flags": [],
            "identical": [],
            "held": [],
        }

    def beside(self, handle: str) -> Callable[[], list[Exhibit]]:
        """A function that reads nothing: the run's measurements stand below the text."""
        self._named(handle)
        return list

    def name(self, handle: str) -> str:
        return f"training text “{self._named(handle).key}”"

    def save(self, marker: str, sent: Mapping[str, Any]) -> Json:
        """Keep the marker's levels; tells where they differ from those agreed on, and why."""
        order = read_order(SaveOrder, sent)
        text, levels = self._named(order.handle), order.levels
        if set(levels) != {one.key for one in self.rubric.criteria}:
            raise KitError("Choose a level for each criterion.")
        self.rubric.earned(levels)
        self._keep(marker, self._kept(marker) | {text.key: levels})
        return self.overview(marker) | {"told": self._told(text, levels)}

    def _told(self, text: TrainingText, levels: Mapping[str, str]) -> Json:
        found = differences(text, levels, self.rubric)
        lines = []
        for one in found:
            criterion = self.rubric.criterion(one.criterion)
            lines.append(
                {
                    "criterion": criterion.title,
                    "agreed": criterion.level(one.agreed).description,
                    "given": criterion.level(one.given).description,
                    "reason": one.reason,
                }
            )
        agreed = self.rubric.earned(text.levels)
        same = len(self.rubric.criteria) - len(found)
        return {"same": same, "of": len(self.rubric.criteria), "points": agreed, "lines": lines}

    def undo(self, marker: str) -> Json | None:
        """Nothing is taken back: each text can be marked again."""
        return None

    def flag(self, marker: str, sent: Mapping[str, Any]) -> Json:
        raise KitError("Training texts can't be flagged: nobody else looks at them.")

    def renew(self, marker: str, sent: Mapping[str, Any]) -> Json:
        """Tell which of the texts that a page has are not there any more; nobody else has a marker's training texts."""
        keys = {one.key for one in self._training.texts}
        shown = read_order(RenewOrder, sent).texts
        return {"lost": {one.handle: "It is not there any more." for one in shown if one.handle not in keys}}

    def skip(self, marker: str, sent: Mapping[str, Any]) -> Json:
        """Nothing is let go: training texts are each marker's own."""
        self._named(read_order(SkipOrder, sent).handle)
        return {}

    def release(self, marker: str) -> Json:
        return {}

    def _named(self, handle: str) -> TrainingText:
        found = next((one for one in self._training.texts if one.key == handle), None)
        if found is None:
            raise KitError("This training text is not there any more: load the page anew.")
        return found

    # --- what a marker has done

    def _given(self, marker: str) -> dict[str, dict[str, str]]:
        """The marker's levels by text, of those texts and levels that there are now."""
        keys = {one.key for one in self._training.texts}
        return {
            key: levels for key, levels in self._kept(marker).items() if key in keys and self.rubric.fits(levels)
        }

    def _kept(self, marker: str) -> dict[str, dict[str, str]]:
        """All levels that the marker has ever given, by text. Raises KitError where the file is damaged: who marks on
        would write over it.
        """
        for path in (self._file(marker), self._earlier_file(marker)):
            try:
                return read_record(dict[str, dict[str, str]], path.read_bytes())
            except FileNotFoundError:
                continue
            except OSError as error:
                if error.errno == errno.ENAMETOOLONG:  # so that no earlier version has kept anything
                    continue
                words = f"can't be read ({error.strerror}): have its owner let you read and write it"
            except NotThatRecord as error:
                words = f"is damaged ({error}): put an earlier copy in its place, or move it away to begin anew"
            raise KitError(
                f"What {marker} has marked of the training texts, {path}, {words}. Nothing was written."
            )
        return {}

    def _keep(self, marker: str, levels: Mapping[str, Mapping[str, str]]) -> None:
        path = self._file(marker)
        try:
            put_text(path, json.dumps(levels))
        except OSError as error:
            raise KitError(f"{path} can't be written ({error.strerror}): your levels were not kept.") from error

    def _file(self, marker: str) -> Path:
        """The file of a marker, whose hash no other name has; the name before it is for people who look there."""
        hashed = hashlib.sha256(marker.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return self._folder / f"{_plain(marker)[:40]}-{hashed}.json"

    def _earlier_file(self, marker: str) -> Path:
        """Where an earlier version kept it: names that differ only in odd characters had the same file."""
        return self._folder / f"{_plain(marker)}.json"


def _plain(marker: str) -> str:
    """A marker's name as letters, digits and a few signs, which may stand in the name of a file."""
    return "".join(letter if letter.isalnum() or letter in "-_.@" else "_" for letter in marker)
