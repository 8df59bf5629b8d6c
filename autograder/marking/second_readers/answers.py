"""A second reader's answer: it is a suggestion only where it is whole, of this prompt, and quotes the text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from autograder.marking.second_readers.prompts import ANSWER_SCHEMA, Prompt
from autograder.marking.seen_text import plain
from autograder.records.errors import KitError
from autograder.records.marking.marks import Reason
from autograder.records.marking.rubric import Criterion, Rubric
from autograder.records.text import printable, shortened

MOST_BYTES = 64_000
_VALIDATOR = Draft202012Validator(ANSWER_SCHEMA)


class NoSuggestion(KitError):
    """Why an answer is no suggestion."""


Suggested = tuple[dict[str, str], dict[str, Reason]]


def parsed(answer: str | bytes) -> dict[str, Any]:
    """The JSON object in an answer, which may stand in a fence of Markdown. Raises NoSuggestion."""
    if len(answer) > MOST_BYTES:
        raise NoSuggestion(f"the answer is longer than {MOST_BYTES} bytes")
    try:
        words = answer.decode("utf-8") if isinstance(answer, bytes) else answer
    except UnicodeDecodeError as error:
        raise NoSuggestion("the answer is no UTF-8") from error
    if not words.strip():
        raise NoSuggestion("the answer is empty")
    try:
        found = json.loads(_unfenced(words), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise NoSuggestion(f"the answer is no JSON object ({shortened(printable(str(error)), 100)})") from error
    fault = best_match(_VALIDATOR.iter_errors(found))
    if fault is not None:
        where = "/".join(map(str, fault.absolute_path)) or "the answer"
        raise NoSuggestion(f"{printable(where)}: {shortened(printable(fault.message), 120)}")
    return dict(found)


def _unfenced(words: str) -> str:
    """An answer without the fence of Markdown in which it may stand."""
    words = words.strip()
    first, _, rest = words.partition("\n")
    if first.rstrip() in ("```", "```json") and rest.endswith("```"):
        return rest.removesuffix("```")
    return words


def suggested(answer: Mapping[str, Any], prompt: Prompt, rubric: Rubric) -> Suggested:
    """The levels and reasons in an answer to that prompt. Raises NoSuggestion where they do not fit it."""
    if answer["id"] != prompt.id:
        raise NoSuggestion("the answer has the id of another prompt")
    given, known = answer["criteria"], {one.key for one in rubric.criteria}
    missing, unknown = sorted(known - given.keys()), sorted(given.keys() - known)
    if missing:
        raise NoSuggestion(f"the answer has no level for {', '.join(missing)}")
    if unknown:
        raise NoSuggestion(f"the rubric has no criterion {shortened(printable(', '.join(unknown)), 100)}")
    for criterion in rubric.criteria:
        _expect_level(criterion, given[criterion.key], prompt.text)
    levels = {key: str(one["level"]) for key, one in given.items()}
    return levels, {key: Reason(plain(one["quote"]), plain(one["reason"])) for key, one in given.items()}


def _expect_level(criterion: Criterion, one: Mapping[str, str], text: str) -> None:
    """Raise NoSuggestion where the level is unknown, or the quote does not stand in the text."""
    keys = [level.key for level in criterion.levels]
    if one["level"] not in keys:
        raise NoSuggestion(f"{criterion.key} has no level {shortened(printable(one['level']), 40)!r}")
    quote = _words(one["quote"])
    if not quote and one["level"] != keys[-1]:
        raise NoSuggestion(f"{criterion.key} quotes nothing of the text")
    if quote not in _words(text):
        raise NoSuggestion(f"what {criterion.key} quotes does not stand in the text")


def without_contradictions(answers: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Mapping[str, Any]], set[str]]:
    """Answers by id, and the ids that have several which give other levels: none of those is a suggestion."""
    found: dict[str, Mapping[str, Any]] = {}
    against: set[str] = set()
    for one in answers:
        earlier = found.setdefault(one["id"], one)
        if _levels(earlier) != _levels(one):
            against.add(one["id"])
    return {key: one for key, one in found.items() if key not in against}, against


def _levels(answer: Mapping[str, Any]) -> dict[str, str]:
    return {key: one["level"] for key, one in answer["criteria"].items()}


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names stand once: of two levels for a criterion, neither is the answer."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"{name} stands twice")
        found[name] = value
    return found


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no JSON number")
