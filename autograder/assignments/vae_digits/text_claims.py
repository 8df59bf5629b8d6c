"""Claims of the two texts that can be counted or compared with a measured number, for the marker. Never a mark.

Each rule quotes a sentence and says what the run's numbers are; whether the sentence is right, a person decides. What a
text says of directions and of pictures is left to the marker: rules for that missed as much as they found (docs/log.md). The
rules are tried on the texts of `corpus/vae-digits/texts`; `docs/accuracy.md` has what they find and miss.
"""

# ruff: noqa: E501 (patterns are read whole)
from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.assignments.vae_digits.given_constants import LOSSES
from autograder.assignments.vae_digits.training_run import Array, Measured

WORDS = (80, 130)  # what the notebook asks for
_EMPTY_WORDS = 12
_READ = 8_000  # characters of a text that are read: ten times what is asked for
_SENTENCE = 800  # characters of a sentence: the rules take the square of it, and the longest seen has 250
_MOST_REMARKS = 30
_NUMBERS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_VALUES = {word: number for number, word in enumerate(_NUMBERS)} | {
    "twenty-five": 25, "thirty": 30,
    "dozen": 12,
    "a dozen": 12,
    "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "a hundred": 100,
}  # fmt: skip
_NUMBER = rf"(?:\d+|{'|'.join(sorted(map(re.escape, _VALUES), key=len, reverse=True))})"
_LIST = rf"{_NUMBER}(?:\s*(?:,\s*and|,\s*or|,|and|or|to|vs\.?|versus|/|&|-|–)\s*{_NUMBER})*"


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence that a marker should look at (empty: the text as a whole), and what was measured."""

    slug: str
    quote: str
    finding: str


def remarks_on(text: str, measured: Measured | None) -> list[Remark]:
    """Return what a marker should look at in a text, in its order. Without measurements, what the words alone show."""
    read = text[:_READ]
    if _is_empty(read):
        return [Remark("empty", "", "Nothing of the student's own is written here.")]
    sentences = sentences_of(read)
    found = [*_length(text), *_repetition(sentences), *_without_number(sentences, measured)]
    for sentence in sentences:
        if len(found) >= _MOST_REMARKS:
            return [*found, Remark("length", "", "There may be more: these are the first remarks.")]
        for slug, rule in _RULES:
            finding = rule(sentence, measured)
            if finding:
                found.append(Remark(slug, sentence, finding))
    return found


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, without Markdown's marks."""
    plain = re.sub(r"[*_`$#>\\]+", "", re.sub(r"\\[,;:!] ?", " ", text))  # LaTeX's thin spaces
    plain = re.sub(r"(\d{2,3}),(\d{1,2})\b(?![,.]?\d)", r"\1.\2", plain)  # a decimal comma
    plain = re.sub(r"\b(\d),(\d{2})\b(?![,.]?\d)", r"\1.\2", plain)
    pieces = re.split(r"(?<=[.!?])\s+(?=[^a-z])|\n\s*(?:[-•+]|\d+\.)?\s*\n*\s*(?:[-•+]\s+)?", plain)
    sentences = [" ".join(piece.split()) for piece in pieces if piece and piece.strip(" -•+")]
    return [piece for sentence in sentences for piece in _pieces(sentence)]


def _pieces(sentence: str) -> Iterator[str]:
    """A sentence, or what is longer than any, in pieces."""
    for start in range(0, len(sentence), _SENTENCE):
        yield sentence[start : start + _SENTENCE]


# --- the text as a whole ----------------------------------------------------------------------------------------


def _is_empty(text: str) -> bool:
    return len(text.split()) < _EMPTY_WORDS or bool(
        re.fullmatch(r"\W*your (?:text|answer).{0,80}", text.strip(), re.I)
    )


def _length(text: str) -> Iterator[Remark]:
    if len(text) > _READ:
        yield Remark("length", "", f"{len(text)} characters: only the first {_READ} were read for these remarks.")
    count = len(text.split())
    if not WORDS[0] <= count <= WORDS[1]:
        yield Remark("length", "", f"{count} words; {WORDS[0]} to {WORDS[1]} were asked for.")


def _repetition(sentences: Sequence[str]) -> Iterator[Remark]:
    plain = [re.sub(r"\W+", " ", sentence).lower().strip() for sentence in sentences]
    quotes = dict(zip(reversed(plain), reversed(sentences), strict=True))  # the first of those that are alike
    for words, count in Counter(plain).items():
        if count > 1 and len(words.split()) >= 4:
            yield Remark("repetition", quotes[words], f"This sentence stands here {count} times.")


def _without_number(sentences: Sequence[str], measured: Measured | None) -> Iterator[Remark]:
    """The rubric's comparison needs a number of the own run."""
    if measured is not None and not any(_quotes_run(sentence, measured) for sentence in sentences):
        yield Remark("no-number", "", f"No number of the run is quoted: {_losses_in_words(measured)}.")


def _quotes_run(sentence: str, measured: Measured) -> bool:
    """Whether a number of the sentence is one of the run: a loss, or a share in per cent."""
    columns = _columns(measured)
    own = [value for column in columns for value in column] + _gaps(columns)
    own += [value for shot in measured.snapshots for value in (shot.spread, shot.greyness)]
    told = [float(n) for n in re.findall(r"\d+\.\d+|\d{3}|\d+(?=\s*nats)", sentence)]
    numbers = any(abs(number - value) <= 0.015 * value + 0.06 for number in told for value in own)
    in_words = bool(re.search(r"\bhundred and\b", sentence, re.I))
    return numbers or in_words or any(_is_measured_share(share, measured) for share in _percentages(sentence))


def _columns(measured: Measured) -> list[Array]:
    """The three losses at the snapshots, as the run reported them and as they were measured: six of (snapshots,)."""
    reported = [measured.run.reported(name) for name in LOSSES]
    return reported + [np.array(measured.values(name)) for name in LOSSES]


def _gaps(columns: Sequence[Array]) -> list[float]:
    """From one value of a column to another."""
    return [abs(a - b) for column in columns for a, b in itertools.combinations(column, 2)]


def _percentages(sentence: str) -> list[float]:
    return [float(number) / 100 for number in re.findall(r"(\d+(?:\.\d+)?)\s*(?:%|per ?cent)", sentence)]


def _is_measured_share(share: float, measured: Measured) -> bool:
    """Whether it is a share of neighbours that was measured, of one's own class or of another's, or a change of it."""
    accuracies = [shot.neighbour_accuracy for shot in measured.snapshots]
    shares = [*accuracies, *(1 - accuracy for accuracy in accuracies)]
    shares += [abs(a - b) for a, b in itertools.combinations(accuracies, 2)]
    shares += [pair[2] for shot in measured.snapshots for pair in shot.confused]
    return any(abs(share - known) < 0.035 for known in shares)  # of 1000 digits: a standard error of 0.015


# --- words and numbers ----------------------------------------------------------------------------------------

_PERHAPS = r"\b(?:would|could|might|may|maybe|perhaps|if|whether|should|expect|expected|hope|wish|suppose)\b"


def _numbers(words: str) -> list[int]:
    found = re.findall(_NUMBER, words, re.I)
    return [_VALUES[word.lower()] if word.lower() in _VALUES else int(word) for word in found]


def _values(sentence: str) -> list[float]:
    return [float(number) for number in re.findall(r"\d+\.\d+|\d+", sentence)]


# --- epochs ---------------------------------------------------------------------------------------------------------

_EPOCHS = re.compile(
    rf"\b({_LIST})[\s-]*(?:training\s+)?(?:epochs?|passes(?= (?:over|through)))\b|\bepochs?\s+(?:number\s+)?({_LIST})\b",
    re.I,
)
_RELATIVE_BEFORE = r"\b(?:last|first|next|other|further|another|additional|more|remaining|following|these|those|final|extra|every|only)\s+$"
_RELATIVE_AFTER = (
    r"^\s*(?:more|later|further|longer|apart|earlier|in between|between|before|after that|would|could|might)\b"
)


def _epochs_not_run(sentence: str, measured: Measured | None) -> str | None:
    snapshots = measured.run.epochs if measured else (5, 10, 30)
    if sentence.rstrip().endswith("?"):
        return None
    steps = {b - a for a, b in itertools.combinations(snapshots, 2)}
    for match in _EPOCHS.finditer(sentence):
        before, behind = sentence[: match.start()], sentence[match.end() :]
        if measured and re.search(r"\bcurves?\b|\bhistory\b", sentence, re.I) and _in_run(match, measured):
            continue  # the figure of the losses shows every epoch
        relative = re.search(_RELATIVE_BEFORE, before, re.I) or re.search(_RELATIVE_AFTER, behind, re.I)
        moment = re.search(r"\b(?:after|at|by|until|to|around|with|for)\s+(?:the\s+|about\s+)?$", before, re.I)
        for epoch in _numbers(match[1] or match[2]):
            between = epoch in steps and not moment
            if epoch in (*snapshots, 0, 1) or relative or between or _quotes_history(sentence, epoch, measured):
                continue
            if epoch > snapshots[-1] and re.search(_PERHAPS + r"|\bneed", before[-45:] + behind[:35], re.I):
                continue
            ran = ", ".join(map(str, snapshots))
            return f"The run has snapshots after {ran} epochs; none after {epoch}."
    return None


def _in_run(match: re.Match[str], measured: Measured) -> bool:
    return all(1 <= epoch <= measured.run.epochs[-1] for epoch in _numbers(match[1] or match[2]))


def _epochs_named(sentence: str) -> list[int]:
    """The numbers of epochs that a sentence names, in their order."""
    return [epoch for match in _EPOCHS.finditer(sentence) for epoch in _numbers(match[1] or match[2])]


def _quotes_history(sentence: str, epoch: int, measured: Measured | None) -> bool:
    if measured is None or not 1 <= epoch <= measured.run.epochs[-1]:
        return False
    known = [float(measured.run.history[name][epoch - 1]) for name in LOSSES]
    return any(abs(value - number) < 0.6 for value in known for number in _values(sentence))


# --- numbers ----------------------------------------------------------------------------------------------------------

_LOSS_WORDS = re.compile(r"loss|reconstruct|\bKL\b|nats?\b|divergence|elbo|\berror\b|kullback", re.I)
_QUOTED = re.compile(
    r"(?<![\d.(/=])(?<![\d.]\s[x×])(-?\d+(?:\.\d+)?)(?![\d.]*\d)(?!\s*(?:%|per ?cent|times|x\b|×|seconds|min|hours|epochs?|digits?|images?|latents?|dimensions?|samples?|columns?|words|points?|px|pixels))",
    re.I,
)
_ROUGH = r"(?:about|around|roughly|approximately|approx\.?|nearly|almost|circa|ca\.?|some|over|under|above|below|more than|less than|just|near|~|≈)\s*$"
_REFERENCES = (206.03, 206.0, 543.43, 543.0)
_KNOWN_ELSEWHERE = (45.7, 784, 128, 512, 60000, 10000, 1000, 2000)


def _number_not_of_the_run(sentence: str, measured: Measured | None) -> str | None:
    if measured is None:
        return None
    wrong = [share for share in _percentages(sentence) if not _is_measured_share(share, measured)]
    if (
        wrong
        and not re.search(_PERHAPS, sentence, re.I)
        and re.search(r"\bneighbou?r|\baccura|\bscore\b", sentence, re.I)
    ):
        accuracies = ", ".join(f"{shot.neighbour_accuracy:.0%}" for shot in measured.snapshots)
        return f"Nearest-neighbour accuracy: {accuracies}, not {wrong[0]:.0%}."
    own = [value for name in LOSSES[:2] for value in measured.run.reported(name)]
    if not (_LOSS_WORDS.search(sentence) or any(abs(a - b) < 0.06 for a in _values(sentence) for b in own)):
        return None
    known = _known_numbers(sentence, measured)
    for match in _QUOTED.finditer(sentence):
        word, value = match[1].lstrip("-"), abs(float(match[1]))
        decimals = len(word.partition(".")[2])
        if not decimals and value < 100 and not re.match(r"\s*nats?\b", sentence[match.end() :], re.I):
            continue
        rough = re.search(_ROUGH, sentence[: match.start()], re.I)
        tolerance = max(1.1 * 10.0**-decimals, 0.02 * value if rough else 0)
        if not any(abs(value - number) <= tolerance for number in known):
            return f"The run has no {word}: {_losses_in_words(measured)}."
    return None


def _known_numbers(sentence: str, measured: Measured) -> list[float]:
    """What can be quoted of a run: its losses at the snapshots, measured or reported, and what follows from them."""
    run = measured.run
    named = _epochs_named(sentence)
    if re.search(r"first epoch|beginning|start", sentence, re.I):
        named.append(1)
    epochs = [epoch for epoch in named if 1 <= epoch <= run.epochs[-1]]
    columns = [
        np.append(column, run.history[name][[epoch - 1 for epoch in epochs]])
        for column, name in zip(_columns(measured), (*LOSSES, *LOSSES), strict=True)
    ]
    below = [abs(reference - value) for column in columns for value in column for reference in _REFERENCES]
    gaps = _gaps(columns)
    rates = [gap / step for gap in gaps for step in (5, 20, 25)]
    sums = [float(a + b) for a, b in zip(columns[1], columns[2], strict=True)]
    shares = [float(x) for x in (columns[2] / columns[0])]
    late = run.history["loss"]
    rates += [float(late[-k] - late[-1]) / (k - 1) for k in (2, 6, 11) if len(late) >= k]
    extra = [
        value for shot in measured.snapshots for value in (shot.neighbour_accuracy, shot.spread, shot.greyness)
    ]
    return (
        [float(value) for column in columns for value in column]
        + gaps
        + below
        + [*_REFERENCES]
        + [float(value) / 784 for column in columns[:2] for value in column]
        + rates
        + sums
        + shares
        + extra
        + [*_KNOWN_ELSEWHERE]
    )


def _losses_in_words(measured: Measured) -> str:
    """The three reported losses at the snapshots, in words."""
    names = {"loss": "loss", "reconstruction_loss": "reconstruction", "kl_loss": "KL"}
    parts = [f"{names[name]} {_row(measured.run.reported(name))}" for name in LOSSES]
    return f"{'; '.join(parts)} (after {', '.join(map(str, measured.run.epochs))} epochs)"


def _row(values: Sequence[float] | np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str:
    return ", ".join(f"{value:.4f}" if abs(value) < 1 else f"{value:.2f}" for value in values)


# --- to whom it speaks ------------------------------------------------------------------------------------------------


def _addressed_to_marker(sentence: str, _measured: Measured | None) -> str | None:
    pattern = (
        r"\b(?:dear|hello|hi|note to|attention|message (?:to|for))\b.{0,20}\b(?:marker|grader|teacher|instructor|professor|AI|assistant|examiner|tutor|reader)\b"
        r"|\b(?:ignore|disregard|forget)\b.{0,25}\b(?:previous|prior|above|instructions?|rubric)"
        r"|\b(?:give|award|grant|assign)\b.{0,40}\b(?:full|maximum|all|10|ten|good|some)\b.{0,25}\b(?:marks?|points?|scores?|grade)"
        r"|\bplease\b.{0,25}\b(?:give|consider|mark|grade|generous|kind|lenient|points?)\b"
        r"|\b(?:language model|as an AI|AI grader|grading (?:system|model|assistant))\b"
        r"|\b(?:marker|grader|examiner)\b\s*[,:!]"
        r"|\bfull (?:marks|points)\b"
    )  # fmt: skip
    return "This speaks to the marker, not of the run." if re.search(pattern, sentence, re.I) else None


_RULES: tuple[tuple[str, Callable[[str, Measured | None], str | None]], ...] = (
    ("epochs-not-run", _epochs_not_run),
    ("addressed-to-marker", _addressed_to_marker),
    ("number-not-of-the-run", _number_not_of_the_run),
)
SLUGS = ("empty", "length", "repetition", "no-number", *(slug for slug, _ in _RULES))
