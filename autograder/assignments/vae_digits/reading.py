"""A pre-reading of the two texts for the marker: sentences to look at, each beside what was measured. Never a mark.

Every rule quotes a sentence and says what the run's numbers are; whether the sentence is right, a person decides. The
rules are tried on the texts of `tests/corpus/vae-digits/texts`, and what they miss is in `docs/accuracy.md`.
"""

# ruff: noqa: E501 (patterns are read whole)
from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.assignments.vae_digits.run import LOSSES, Array, Measured

WORDS = (80, 130)  # what the notebook asks for
_EMPTY_WORDS = 12
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


def pre_read(text: str, measured: Measured | None) -> list[Remark]:
    """What a marker should look at in a text, in its order. Without measurements, what the words alone show."""
    if _is_empty(text):
        return [Remark("empty", "", "Nothing of the student's own is written here.")]
    sentences = split(text)
    found = [*_length(text), *_repetition(sentences), *_without_number(sentences, measured)]
    for sentence in sentences:
        rules = _WORDS_ALONE if measured is None else (*_WORDS_ALONE, *_AGAINST_MEASUREMENTS)
        for slug, rule in rules:
            finding = rule(sentence, measured)
            if finding:
                found.append(Remark(slug, sentence, finding))
    return found


def split(text: str) -> list[str]:
    """The sentences of a text, without Markdown's marks."""
    plain = re.sub(r"[*_`$#>\\]+", "", re.sub(r"\\[,;:!] ?", " ", text))  # LaTeX's thin spaces
    plain = re.sub(r"(\d{2,3}),(\d{1,2})\b(?![,.]?\d)", r"\1.\2", plain)  # a decimal comma
    plain = re.sub(r"\b(\d),(\d{2})\b(?![,.]?\d)", r"\1.\2", plain)
    pieces = re.split(r"(?<=[.!?])\s+(?=[^a-z])|\n\s*(?:[-•+]|\d+\.)?\s*\n*\s*(?:[-•+]\s+)?", plain)
    return [" ".join(piece.split()) for piece in pieces if piece and piece.strip(" -•+")]


# --- the text as a whole ----------------------------------------------------------------------------------------


def _is_empty(text: str) -> bool:
    return len(text.split()) < _EMPTY_WORDS or bool(
        re.fullmatch(r"\W*your (?:text|answer).{0,80}", text.strip(), re.I)
    )


def _length(text: str) -> Iterator[Remark]:
    count = len(text.split())
    if not WORDS[0] <= count <= WORDS[1]:
        yield Remark("length", "", f"{count} words; {WORDS[0]} to {WORDS[1]} were asked for.")


def _repetition(sentences: Sequence[str]) -> Iterator[Remark]:
    said = Counter(re.sub(r"\W+", " ", sentence).lower().strip() for sentence in sentences)
    for words, count in said.items():
        if count > 1 and len(words.split()) >= 4:
            quote = next(one for one in sentences if re.sub(r"\W+", " ", one).lower().strip() == words)
            yield Remark("repetition", quote, f"This sentence stands here {count} times.")


def _without_number(sentences: Sequence[str], measured: Measured | None) -> Iterator[Remark]:
    """The rubric's comparison needs a number of the own run."""
    if measured is not None and not any(_quotes_run(sentence, measured) for sentence in sentences):
        yield Remark("no-number", "", f"No number of the run is quoted: {_told(measured)}.")


def _quotes_run(sentence: str, measured: Measured) -> bool:
    """Whether a number of the sentence is one of the run: a loss, or a share in per cent."""
    columns = _columns(measured)
    own = [value for column in columns for value in column] + _gaps(columns)
    own += [value for shot in measured.snapshots for value in (shot.spread, shot.greyness)]
    told = [float(n) for n in re.findall(r"\d+\.\d+|\d{3}|\d+(?=\s*nats)", sentence)]
    numbers = any(abs(number - value) <= 0.015 * value + 0.06 for number in told for value in own)
    in_words = bool(re.search(r"\bhundred and\b", sentence, re.I))
    return numbers or in_words or any(_is_share(share, measured) for share in _percentages(sentence))


def _columns(measured: Measured) -> list[Array]:
    """The three losses at the snapshots, as the run reported them and as they were measured: six of (snapshots,)."""
    reported = [measured.run.reported(name) for name in LOSSES]
    return reported + [np.array(measured.values(name)) for name in LOSSES]


def _gaps(columns: Sequence[Array]) -> list[float]:
    """From one value of a column to another."""
    return [abs(a - b) for column in columns for a, b in itertools.combinations(column, 2)]


def _percentages(sentence: str) -> list[float]:
    return [float(number) / 100 for number in re.findall(r"(\d+(?:\.\d+)?)\s*(?:%|per ?cent)", sentence)]


def _is_share(share: float, measured: Measured) -> bool:
    """Whether it is a share of neighbours that was measured, of one's own class or of another's, or a change of it."""
    accuracies = [shot.neighbour_accuracy for shot in measured.snapshots]
    shares = [*accuracies, *(1 - accuracy for accuracy in accuracies)]
    shares += [abs(a - b) for a, b in itertools.combinations(accuracies, 2)]
    shares += [pair[2] for shot in measured.snapshots for pair in shot.confused]
    return any(abs(share - known) < 0.035 for known in shares)  # of 1000 digits: a standard error of 0.015


# --- what sentences say -------------------------------------------------------------------------------------------

_NOT = r"\b(?:not?|never|none|neither|nor|hardly|barely|scarcely|without|cannot|far from|less|rather than|instead of|nothing)\b|n['’]t\b"
_PERHAPS = r"\b(?:would|could|might|may|maybe|perhaps|if|whether|should|expect|expected|hope|wish|suppose)\b"


_OTHERS = (
    r"\b(?:neighbou?r|friend|textbook|lecture|paper|colleague|originals?|GANs?)\b.{0,80}"
    r"\b(?:says?|said|states?|claims?|told|writes?|deliver|have|has|shows?)\b|\bI (?:first |had )?thought\b"
)


def _claims(pattern: str, sentence: str, *, before: int = 45, after: int = 30) -> list[re.Match[str]]:
    """Where a sentence claims something: not where it asks, denies, doubts, compares, or tells what others say."""
    if sentence.rstrip().endswith("?") or re.search(_OTHERS, sentence, re.I):
        return []
    return [
        match
        for match in re.finditer(pattern, sentence, re.I)
        if not re.search(f"{_NOT}|{_PERHAPS}", _near(sentence, match.start(), before), re.I)
        and not re.search(r"\b(?:more|better|bit|slightly|somewhat)\s+\W*$", sentence[: match.start()], re.I)
        and not re.match(
            r"\W*\s*(?:in the ordinary sense )?(?:(?:is|are|was|would be)\s+(?:too|not|the wrong|wrong|impossible|a different|an? (?:over|exag)))",
            sentence[match.end() : match.end() + after],
            re.I,
        )
    ]


def _near(sentence: str, end: int, reach: int) -> str:
    """The words of the same clause before a place."""
    before = sentence[max(0, end - reach) : end]
    return re.split(r"[;:]|,\s+(?:but|while|whereas|although|and)\b|\bbut\b", before)[-1]


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


def _foreign_number(sentence: str, measured: Measured | None) -> str | None:
    if measured is None:
        return None
    wrong = [share for share in _percentages(sentence) if not _is_share(share, measured)]
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
            return f"The run has no {word}: {_told(measured)}."
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


def _told(measured: Measured) -> str:
    """The three reported losses at the snapshots, in words."""
    names = {"loss": "loss", "reconstruction_loss": "reconstruction", "kl_loss": "KL"}
    parts = [f"{names[name]} {_row(measured.run.reported(name))}" for name in LOSSES]
    return f"{'; '.join(parts)} (after {', '.join(map(str, measured.run.epochs))} epochs)"


def _row(values: Sequence[float] | np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str:
    return ", ".join(f"{value:.4f}" if abs(value) < 1 else f"{value:.2f}" for value in values)


# --- directions ---------------------------------------------------------------------------------------------------------

_FALLS = r"\b(?:decreas\w*|fell|falls?|falling|drop(?:s|ped|ping)?|declin\w+|shrinks?|shrank|reduc(?:es|ed)|diminish\w*|(?:goes|went|going|come|comes) down|(?:get|gets|got|becomes?|became) (?:\w+ ){0,2}(?:smaller|lower|less)|sinks?|sank|(?:is|was|are|be) minimi[sz]ed|tends? to zero|towards zero|approach(?:es)? zero)"
_RISES = r"\b(?:increas(?:es|ed|ing)|rises?|rose|rising|grow(?:s|ing)?|grew|climb(?:s|ed|ing)?|(?:goes|went|going) (?:back )?up|(?:get|gets|got|becomes?|became) (?:\w+ ){0,2}(?:larger|higher|bigger|worse|poorer)|(?:creeps?|crept) (?:back )?up|again (?:a bit |slightly |somewhat )?(?:larger|higher|bigger)|went up|worsen(?:s|ed)?)"
_KL = r"\bKL\b(?:[ -](?:loss|divergence|term|part|value))*|\bkullback\b[-\w ]*|\bdivergence\b|\bregulari[sz]ation (?:loss|term|part)\b"
_BOTH = r"\bboth (?:parts?|terms?|losses|loss (?:parts|terms|components)|components)[\w ]{0,20}|\ball (?:three )?losses\b"
_OTHER = r"\b(?:reconstruction|(?:falling |decreasing |lower |smaller )?loss(?:es)?|the model|accuracy|quality)\b"
_PRIOR = r"\b(?:closer|nearer|approach(?:es|ed|ing)?|converg(?:es|ing)|moves? towards?|more (?:and more )?(?:like|similar to))\b[^.;]{0,60}(?:\bN\s*\(0|\bnormal\b|\bgaussian\b|\bprior\b)"


def _kl_direction(sentence: str, measured: Measured | None) -> str | None:
    if measured is None or re.search(_OTHERS, sentence, re.I):
        return None
    values = measured.run.reported("kl_loss")
    told = f"The KL of the run: {_row(values)} nats (after {', '.join(map(str, measured.run.epochs))} epochs)."
    for subject in re.finditer(f"{_KL}|{_BOTH}", sentence, re.I):
        other = re.search(_OTHER, sentence[subject.end() :], re.I)
        clause = sentence[subject.end() : subject.end() + (other.start() if other else 400)]
        adjective = re.search(
            r"\b(decreasing|falling|shrinking|increasing|rising|growing)\s+$", sentence[: subject.start()]
        )
        clause = f"{adjective[1] if adjective else ''} {clause}"
        falls, rises = bool(_claims(_FALLS, clause, before=25)), bool(_claims(_RISES, clause, before=25))
        if falls != rises and _contradicted(values, sentence, falls, measured):
            return told
    closer = _claims(_PRIOR, sentence)
    if closer and _contradicted(values, sentence, True, measured):
        return told
    return None


def _contradicted(
    values: np.ndarray[tuple[int, ...], np.dtype[np.float64]], sentence: str, falls: bool, measured: Measured
) -> bool:
    """Whether a claimed direction is wrong between some of the snapshots that the sentence speaks of."""
    quoted = [number for number in _values(sentence) if any(abs(number - value) <= 0.051 for value in values)]
    at = [values[measured.run.epochs.index(e)] for e in _epochs_named(sentence) if e in measured.run.epochs]
    if len(at) == len(quoted) >= 2 and re.search(r"\bfrom\b", sentence) and _differ(quoted, at):
        return True
    if len(quoted) >= 2 and (quoted[-1] < quoted[0]) is falls:
        return False
    if len(quoted) == 1:  # "sinks to 4.87": from the snapshot before
        place = int(np.argmin(np.abs(values - quoted[0])))
        if place and bool(values[place] < values[place - 1]) is falls:
            return False
    if re.search(r"\b(?:at first|first(?:,| it| the)|initially|only until|in the beginning)\b", sentence, re.I):
        return bool((values[1] < values[0]) is not np.bool_(falls))
    named = {epoch for match in _EPOCHS.finditer(sentence) for epoch in _numbers(match[1] or match[2])}
    pairs = re.search(rf"\b(?:from|between)\s+({_NUMBER})\s*(?:to|and|–|-)\s*({_NUMBER})", sentence, re.I)
    if pairs:
        named |= set(_numbers(f"{pairs[1]} {pairs[2]}"))
    spoken = [value for epoch, value in zip(measured.run.epochs, values, strict=True) if epoch in named]
    series = np.array(spoken if len(spoken) >= 2 else values)
    change = np.diff(series) / max(float(np.abs(series).max()), 1e-9)
    wrong = change > -0.01 if falls else change < 0.01
    return bool(wrong.any())


def _differ(quoted: Sequence[float], values: Sequence[float]) -> bool:
    return any(abs(a - b) > 0.051 for a, b in zip(quoted, values, strict=True))


_LOSS = r"\b(?:(?:total |training |reconstruction )?loss(?:es)?|reconstructions?(?: error| term)?|elbo)\b"
_UNCHANGED = r"\b(?:(?:does|did|do)(?:n['’]t| not) (?:really |actually )?(?:change|improve|decrease|fall|move)|(?:stays?|stayed|remains?|remained) (?:\w+ )?(?:the same|constant|unchanged|flat)|(?:is|are|was) (?:the same|unchanged|constant))\b"


def _loss_direction(sentence: str, measured: Measured | None) -> str | None:
    if measured is None:
        return None
    for subject in re.finditer(_LOSS, sentence, re.I):
        if re.search(r"\bKL(?: divergence)?\s*$|\bboth\s+$", sentence[: subject.start()], re.I):
            continue
        rest = sentence[subject.end() : subject.end() + 90]
        clause = re.split(
            rf"[;:]|,\s+(?:but|while|whereas|and)\b|\b(?:but|while|whereas)\b|{_KL}|\bquality\b", rest, flags=re.I
        )[0]
        name = "reconstruction_loss" if "reconstruction" in subject[0].lower() else "loss"
        values = measured.run.reported(name)
        falls = values[-1] < 0.99 * values[0]
        if falls and (_claims(_RISES, clause, before=25) or re.search(_UNCHANGED, clause, re.I)):
            return f"In the run it falls: {_row(values)} nats (after {', '.join(map(str, measured.run.epochs))} epochs)."
    return None


# --- claims about pictures -------------------------------------------------------------------------------------------

_APART = (
    r"\b(?:well|clear(?:ly)?|clean(?:ly)?|perfect(?:ly)?|neat(?:ly)?|complete(?:ly)?|fully|totally|nicely|distinct(?:ly)?|sharp(?:ly)?|strict(?:ly)?)[- ]+"
    r"(?:separat\w+|distinguish\w+|apart|divided|delimited|defined|isolated)"
    r"|\b(?:distinct|separate|separated|isolated|non-overlapping|disjoint|clean)\s+(?:and\s+\w+\s+)?(?:clusters?|groups?|regions?|islands?|areas?|classes)"
    r"|\b(?:clear|sharp) (?:borders|boundaries|gaps)|\bdistinct from (?:the|all|each|one an)\s?other"
    r"|\b(?:each|every) (?:digit|class|number|colou?r)\s+(?:\w+\s+)?(?:has|forms?|gets?|got|occupies|owns|lives? in|sits in)\s+(?:its|an?)\s+(?:own|separate|distinct)\b(?! colou?r)"
)  # fmt: skip
_NO_OVERLAP = r"\b(?:no (?:more )?(?:longer any )?overlap\w*|(?:do|does|did)(?:n['’]t| not) overlap|without (?:any )?overlap\w*|hardly any (?:points in between|overlap)|not? (?:any )?longer overlap|overlap (?:has|is) (?:gone|disappeared|vanished)|nothing overlaps)\b"
_CLASS = r"(?:[0-9]|zeros?|ones?|twos?|threes?|fours?|fives?|six(?:es)?|sevens?|eights?|nines?)"
_NAMED = re.compile(rf"(?<![\d.])\b{_CLASS}s?(?:['’]s)?\b(?!\.\d|\s*%|\s*(?:nats|epochs?|of the|thing))", re.I)


def _separation(sentence: str, measured: Measured | None) -> str | None:
    if measured is None or measured.last.neighbour_accuracy > 0.9:
        return None
    denied = r"\bwrong\b|\bfar from\b|\bnot true\b|\b(?:can(?:no|['’])t|would not) say\b"
    claimed = [*_claims(_APART, sentence), *_claims(_NO_OVERLAP, sentence, before=0)]
    claimed = [match for match in claimed if not re.search(denied, sentence[: match.start()], re.I)]
    claimed = [match for match in claimed if not re.search(r"\b(?:strokes?|edges?|lines?)\b", match.string, re.I)]
    if not claimed:
        return None
    named = _classes(sentence)
    crowded = {digit for pair in measured.last.confused for digit in pair[:2]}
    everything = re.search(r"\b(?:all|each(?! other)|every|ten)\b", sentence, re.I)
    if 0 < len(named) <= 3 and not everything and not named & crowded:
        return None
    pairs = ", ".join(f"{a} and {b} {share:.0%}" for a, b, share in measured.last.confused)
    nearest = (
        f"{measured.last.neighbour_accuracy:.0%} of held-out digits have a nearest neighbour of their own class"
    )
    return f"After {measured.last.epoch} epochs {nearest}; neighbours of the other class: {pairs or 'everywhere'}."


def _classes(sentence: str) -> set[int]:
    """The classes of digits that a sentence names."""
    plain = _EPOCHS.sub(" ", sentence)
    words = [match[0].lower().rstrip("s'’") for match in _NAMED.finditer(plain)]
    singular = {word.rstrip("s"): number for word, number in _VALUES.items() if number < 10} | {
        "sixe": 6,
        "zero": 0,
    }
    numbers = {int(word) if word.isdigit() else singular.get(word, -1) for word in words}
    return {number for number in numbers if 0 <= number < 10}


def _variety(sentence: str, measured: Measured | None) -> str | None:
    if measured is None:
        return None
    alike = r"\b(?:every|all|each)\b[^.;]{0,30}\bthe same (?:picture|image|digit|shape|number|thing)|\b(?:has|have|is|are) collapsed|\b(?:posterior|mode) collapse\b|\bcollapses\b|\bignor(?:es|ed|ing) (?:the )?(?:z|latents?)\b|\b(?:all|nearly|almost|practically) identical\b"
    varied = measured.last.spread > 0.3
    if varied and _claims(alike, sentence) and not re.search(r"\bthe same z\b", sentence):
        return f"200 generated digits differ from each other by {measured.last.spread:.0%} of what handwritten ones do."
    claimed = _claims(
        r"\b(?:divers\w+|variety|varied|all (?:ten|10) (?:digits|classes)|every digit|many different|different digits|all kinds|range of|another (?:digit|numeral|number))\b",
        sentence,
    )
    if measured.last.spread > 0.15 or not claimed:
        return None
    share = f"{measured.last.spread:.0%}"
    return (
        f"200 generated digits differ from each other by {share} of what handwritten ones do: they are one image."
    )


def _sharpness(sentence: str, measured: Measured | None) -> str | None:
    pattern = r"\b(?:(?:sharp|crisp)(?! (?:border|bound|separat|contrast|cluster|transition|drop|fall))|photo-?realistic|realistic|(?:perfectly |fully )in focus|indistinguishable|flawless|pin-sharp)\b|\blooks? (?:\w+ )?(?:like|as) (?:real|genuine)\b|\b(?:perfect|perfectly) (?:clear|readable|drawn|digits|images)"
    if measured is None or measured.last.greyness < 1.3 or not _claims(pattern, sentence):
        return None
    return f"Of the inked pixels of generated digits, {measured.last.greyness:.1f} times as many are grey as of handwritten ones."


def _convergence(sentence: str, measured: Measured | None) -> str | None:
    pattern = r"\b(?:has |have |is |are |was |had )?(?:fully |completely |already )?converged\b|\bconvergence\b|\bplateau\w*|\b(?:become|became|is|are|was|gets?) (?:\w+ )?flat\b(?! but)|\bflatten(?:ed|s) out|\b(?:no|without) (?:further|more|any) (?:improvement|progress)|\bnothing (?:more|else) (?:can|could) be gained|\b(?:reach\w*|at|found) (?:its|the|an?) (?:\w+ )?(?:optimum|minimum|limit)\b|\btraining is (?:finished|complete)|\bfinished (?:training|learning)\b"
    if measured is None:
        return None
    loss = measured.run.history["loss"]
    rate = float(loss[-6] - loss[-1]) / 5 if len(loss) > 5 else 0.0
    claimed = _claims(r"\bno (?:further|more) improvement", sentence, before=0) or _claims(pattern, sentence)
    if rate < 0.05 or not claimed:
        return None
    return f"The loss still falls by {rate:.2f} nats an epoch in the last five epochs."


def _overfitting(sentence: str, measured: Measured | None) -> str | None:
    if sentence.rstrip().endswith("?"):
        return None
    found = re.search(
        r"\bover-?fit\w*|\bmemori[sz]\w+|\bby heart\b|\bgenerali[sz]es? (?:perfectly|well)\b", sentence, re.I
    )
    doubt = r"\b(?:can ?not|can['’]t|whether|unknown|don['’]t know|do not know|no validation|without (?:a )?validation|would need|would have|not measured|impossible|no way|open|if|could|might)\b"
    if not found or re.search(doubt, sentence, re.I):
        return None
    return "The run has no validation loss: the history is that of the training digits."


def _several_runs(sentence: str, measured: Measured | None) -> str | None:
    pattern = r"\b(?:three|3|several|separate|different|independent|all)\s+(?:\w+\s+){0,2}(?:runs|models|trainings|networks|seeds|initiali[sz]ations|starts|VAEs)\b|\bre-?train\w*|\btrained (?:it |them |the model |the network )?(?:three times|from scratch|anew)|\b(?:each|every|first|second|third) (?:model|run|network|VAE|training run)\b|\b(?:random starts|own training|another seed|different seeds?|started over|initiali[sz]ed (?:the \w+ )?again)\b"
    exempt = r"\b(?:one|single|same) (?:\w+ )?(?:run|model|network|training)\b|\b(?:would|could|might|may)\b|\b(?:an)?other runs?\b|\bcan(?:not|['’]t)\b"
    if not _claims(pattern, sentence) or re.search(exempt, sentence, re.I):
        return None
    return "There is one run, looked at three times: its snapshots are of one model."


def _addressed(sentence: str, measured: Measured | None) -> str | None:
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


_Rule = Callable[[str, Measured | None], str | None]
_WORDS_ALONE: tuple[tuple[str, _Rule], ...] = (
    ("epochs-not-run", _epochs_not_run),
    ("overfitting", _overfitting),
    ("several-runs", _several_runs),
    ("addressed-to-marker", _addressed),
)
_AGAINST_MEASUREMENTS: tuple[tuple[str, _Rule], ...] = (
    ("number-not-of-the-run", _foreign_number),
    ("kl-direction", _kl_direction),
    ("loss-direction", _loss_direction),
    ("separation", _separation),
    ("variety", _variety),
    ("sharpness", _sharpness),
    ("convergence", _convergence),
)
SLUGS = (
    "empty",
    "length",
    "repetition",
    "no-number",
    *(slug for slug, _ in (*_WORDS_ALONE, *_AGAINST_MEASUREMENTS)),
)
