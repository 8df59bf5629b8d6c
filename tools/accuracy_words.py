"""What `docs/accuracy.md` says of its figures, in words."""

from __future__ import annotations

INTRODUCTION = """\
Does a right answer keep its points, does a wrong one lose them, and is it told why? `corpus/` holds answers
whose verdict is known: right ones, written in many ways, and wrong ones, most with one mistake, each with the
points that it should lose. `make accuracy` grades every one of them as a submission and writes this page. For
each assignment it shows

- **the counts**: how often the grading was wrong, and in which way;
- **each check**: which of the wrong answers it catches;
- **each wrong answer**: what it does, what it lost, and the explanation that it was told;
- **each right answer**: what is unusual about it. All of these must keep all points."""
MEANINGS = (
    ("right answers rejected", "Right answers that lost points. A student would be wronged: this should be 0."),
    ("wrong answers accepted", "Wrong answers that lost none. A mistake was not seen: this should be 0."),
    (
        "points lost outside the mistake's task",
        "Answers, right and wrong, that lost points in a task where their mistake is not. One mistake would cost "
        "twice: this should be 0.",
    ),
    (
        "points lost differ from the entry's",
        "Wrong answers that lost more or fewer points than the corpus says they should: this should be 0.",
    ),
    (
        "known misconceptions named",
        "Of the wrong answers whose mistake the kit has an explanation for, those that were told it. The more, the "
        "better.",
    ),
    (
        "known misconceptions not named",
        "Of the same answers, those that lost their points with the bare figures and no explanation.",
    ),
    (
        "wrongly named",
        "Answers that were told the explanation of another mistake than their own: this should be 0.",
    ),
)
COUNTED = "| what is counted | how many | what it means |\n|---|---|---|"
STEADY = (
    "Entries whose verdict, points or explanation were not the same in each grading of the corpus; gradings: {}."
)
SEEDS = (
    "The assignment's own solution, graded with as many seeds for the checks' random numbers: all should be full."
)
COLD = (
    'How long one submission takes to grade from a cold start, in multiples of `python -c "import tensorflow"` on the '
    "same machine; the median of {}."
)
CHECKS = """\
*Mistakes caught* counts the wrong answers that fail the check; *caught by nothing else* those of them that fail
no other: without the check they would be accepted. A check that catches nothing alone is a second witness: it
makes the message for a mistake plainer, or gives the points of a mistake their weight."""
MISTAKES = """\
A wrong answer each, by task and name. *Points lost* are those of its own task; *caught by* lists the checks
that it fails; *named* is the explanation that it was told, by its name in the assignment's
`misconceptions.toml`, and – where it was told none."""
RIGHT = "Answers that solve a task in another way than the reference, by task and name."
