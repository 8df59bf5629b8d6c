"""Training texts as files: `<cell>.training.toml` beside a text's rubric."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from autograder.authoring import rubric
from autograder.authoring.toml_lines import Place, line_of, read_toml
from autograder.records.errors import KitError
from autograder.records.json_text import NotThatRecord, record_of
from autograder.records.marking.rubric import Rubric
from autograder.records.marking.training import Training, TrainingText

ENDING = ".training.toml"
FOR_MARKERS = (
    rubric.ENDING,
    ENDING,
)  # of files beside a source notebook that no student gets and no check depends on
_MOST_BYTES = 1_000_000


def training_for(folder: Path, marked_by: Rubric) -> Training | None:
    """The training texts for a rubric in a folder of sources; None where there are none.

    Raises KitError, with the file, the line and the reason, where they are broken or do not fit the rubric.
    """
    path = folder / f"{marked_by.cell}{ENDING}"
    if not path.exists():
        return None
    text, content = read_toml(path, "training file", _MOST_BYTES)
    try:
        training = record_of(Training, content)
        _expect_fitting(training, marked_by)
    except NotThatRecord as error:
        line = line_of(text, _place(str(error)))
        raise KitError(f"The training file {path} is broken, line {line}: {error}.") from error
    except _Misfit as misfit:
        line = line_of(text, ("texts", *misfit.where))
        words = (
            f"The training file {path} does not fit its rubric, line {line}: {misfit}. Mend it, or take it away."
        )
        raise KitError(words) from misfit
    return training


class _Misfit(Exception):
    """What of a text is not as its rubric wants it, and where in the list of texts."""

    def __init__(self, where: Place, reason: str) -> None:
        super().__init__(reason)
        self.where = where


def _place(error: str) -> Place:
    """Where a value is of the wrong kind, as msgspec says it: "… - at `$.texts[0].key`"."""
    said = re.search(r"`\$([^`]*)`", error)
    steps = re.findall(r"\.(\w+)|\[(\d+)\]", said[1]) if said else []
    return tuple(name or int(number) for name, number in steps)


def _expect_fitting(training: Training, marked_by: Rubric) -> None:
    if not training.texts:
        raise _Misfit((), "there is no text in it")
    for number, text in enumerate(training.texts):
        _expect_text(number, text, marked_by)
    for key, times in Counter(text.key for text in training.texts).items():
        if times > 1:
            second = [number for number, text in enumerate(training.texts) if text.key == key][1]
            raise _Misfit((second, "key"), f"two texts have the key `{key}`")


def _expect_text(number: int, text: TrainingText, marked_by: Rubric) -> None:
    wanted = [criterion.key for criterion in marked_by.criteria]
    if not text.text.strip():
        raise _Misfit((number, "text"), f"the text `{text.key}` is empty")
    for name, found in (("levels", text.levels), ("reasons", text.reasons)):
        if sorted(found) != sorted(wanted):
            said = ", ".join(found) or "nothing"
            reason = f"the text `{text.key}` has {name} for {said}, and not for {', '.join(wanted)}"
            raise _Misfit((number, name), reason)
    for key, level in text.levels.items():
        known = [one.key for one in marked_by.criterion(key).levels]
        if level not in known:
            reason = f"`{key}` of the text `{text.key}` has no level `{level}`: it has {', '.join(known)}"
            raise _Misfit((number, "levels", key), reason)
