"""The assignment "Improved Digit Generation with VAEs": its tasks, points and parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from autograder.assignments.vae_digits.given_constants import EVIDENCE_FILE, EVIDENCE_MIME
from autograder.assignments.vae_digits.load_lab import look_for_mnist, mnist_file
from autograder.authoring.assignment import Assignment, EvidenceFile, Manual, Task, misconceptions_beside
from autograder.authoring.student import Ask
from autograder.records.exhibit import Exhibit

if TYPE_CHECKING:
    from autograder.assignments.vae_digits.student import Student
    from autograder.handin.submission import Handin

TASKS = (
    Task("sampling", 15, "sampling-check", "sampling", ("Sampling",), heading="Task 1A: sampling"),
    Task(
        "losses",
        20,
        "losses-check",
        "losses",
        ("reconstruction_loss", "kl_loss"),
        heading="Task 1B: the two losses",
    ),
    Task(
        "train-step",
        25,
        "train-step-check",
        "train-step",
        ("VAE",),
        needs=("sampling", "losses"),
        heading="Task 1C: one step of training",
    ),
    Task(
        "generate",
        10,
        "generate-check",
        "generate",
        ("generate_digits",),
        needs=("sampling", "losses"),
        heading="Task 2A: new digits",
    ),
    Task(
        "experiment",
        10,
        "experiment-check",
        needs=("sampling", "losses", "train-step"),
        heading="Task 2B: the experiment",
    ),
)


# Every command loads this declaration. numpy, much of a command's start, is imported where something is graded.


def make_student(ask: Ask, handin: Handin, seed: int | None = None) -> Student:
    from autograder.assignments.vae_digits.student import Student

    return Student(ask, handin, seed)


def exhibits(handin: Handin) -> Mapping[str, list[Exhibit]]:
    from autograder.assignments.vae_digits import figures_above_texts

    return figures_above_texts.exhibits(handin)


def prepare_exhibits(handin: Handin) -> None:
    from autograder.assignments.vae_digits import figures_above_texts

    figures_above_texts.prepare(handin)


ASSIGNMENT = Assignment(
    name="vae-digits",
    tasks=TASKS,
    manual=(Manual("latent-writeup", 10), Manual("quality-writeup", 10)),
    given=("given-imports", "given-constants", "given-data", "given-models"),
    preload=("numpy", "tensorflow", "keras"),
    install="vaekit[tensorflow]",
    package=__name__,
    make_student=make_student,
    misconceptions=misconceptions_beside(__file__, TASKS),
    question_helpers=("tensors", "drawing"),
    exhibits=exhibits,
    prepare_exhibits=prepare_exhibits,
    examine_machine=look_for_mnist,
    data_files=mnist_file,
    evidence=EvidenceFile(EVIDENCE_FILE, EVIDENCE_MIME, own=("encoder_", "decoder_", "history_", "z_samples")),
)
