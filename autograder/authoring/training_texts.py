"""Training texts as files: `<cell>.training.toml` beside a text's rubric."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from autograder.authoring import rubric
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

    Raises KitError, with the file and the reason, where they are broken or do not fit the rubric.
    """
    path = folder / f"{marked_by.cell}{ENDING}"
    if not path.exists():
        return None
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise KitError(f"{path} is larger than {_MOST_BYTES // 1000} kB: it can't hold training texts.")
        training = record_of(Training, tomllib.loads(path.read_text(encoding="utf-8")))
        for text in training.texts:
            _expect_fitting(text, marked_by)
        _expect_different(training)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, NotThatRecord) as error:
        raise KitError(f"The training texts {path} are broken: {error}.") from error
    except _Misfit as misfit:
        raise KitError(f"The training texts {path} don't fit their rubric: {misfit}.") from misfit
    return training


class _Misfit(Exception):
    """What of a text is not as its rubric wants it."""


def _expect_fitting(text: TrainingText, marked_by: Rubric) -> None:
    wanted = [criterion.key for criterion in marked_by.criteria]
    if not text.text.strip():
        raise _Misfit(f"the text `{text.key}` is empty")
    for name, found in (("levels", text.levels), ("reasons", text.reasons)):
        if sorted(found) != sorted(wanted):
            raise _Misfit(
                f"the text `{text.key}` has {name} for {', '.join(found)}, and not for {', '.join(wanted)}"
            )
    for key, level in text.levels.items():
        known = [one.key for one in marked_by.criterion(key).levels]
        if level not in known:
            raise _Misfit(f"`{key}` of the text `{text.key}` has no level `{level}`: it has {', '.join(known)}")


def _expect_different(training: Training) -> None:
    for key, times in Counter(text.key for text in training.texts).items():
        if times > 1:
            raise _Misfit(f"two texts have the key `{key}`")
