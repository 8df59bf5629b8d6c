"""Training at the desk: texts with agreed levels, which a new marker marks first and compares.

A `TrainingTable` answers what a page asks of a `Table`, for texts of a file in place of those of a class. What a marker
has done is kept in the course's `.vaekit/marking/training/`; no gradebook is read or written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.course.feedback.student_text_as_html import markdown2html
from autograder.grading.results.store import put_text
from autograder.records.errors import KitError
from autograder.records.marking.rubric import Rubric
from autograder.records.marking.training import Training, TrainingText, differences
from autograder.records.places import KEPT

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

    def next(self, marker: str, passed_over: Sequence[str] = (), alike: bool = False) -> Json | None:
        """The next text that the marker has not done; None where all are done."""
        given = self._given(marker)
        left = [one for one in self._training.texts if one.key not in given and one.key not in passed_over]
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

    def beside(self, handle: str) -> list[Any]:
        """Nothing: the run's measurements stand below the text."""
        self._named(handle)
        return []

    def name(self, handle: str) -> str:
        return f"training text “{self._named(handle).key}”"

    def save(self, marker: str, order: Mapping[str, Any]) -> Json:
        """Keep the marker's levels; tells where they differ from those agreed on, and why."""
        text, levels = self._named(str(order.get("handle"))), order.get("levels")
        if not isinstance(levels, dict) or set(levels) != {one.key for one in self.rubric.criteria}:
            raise KitError("Choose a level for each criterion.")
        self.rubric.earned(levels)
        put_text(self._file(marker), json.dumps(self._given(marker) | {text.key: levels}))
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

    def flag(self, marker: str, handle: str, note: str | None) -> Json:
        raise KitError("Training texts can't be flagged: nobody else looks at them.")

    def release(self, marker: str) -> Json:
        return {}

    def _named(self, handle: str) -> TrainingText:
        found = next((one for one in self._training.texts if one.key == handle), None)
        if found is None:
            raise KitError("This training text is not there any more: load the page anew.")
        return found

    def _given(self, marker: str) -> dict[str, dict[str, str]]:
        """The marker's levels by text, of those texts and levels that there are."""
        try:
            found = json.loads(self._file(marker).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        keys = {one.key for one in self._training.texts}
        return {key: levels for key, levels in found.items() if key in keys and self.rubric.fits(levels)}

    def _file(self, marker: str) -> Path:
        return self._folder / f"{''.join(c if c.isalnum() or c in '-_.@' else '_' for c in marker)}.json"
