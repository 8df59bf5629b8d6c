"""The assignment "A weight on the divergence": one cell of code, one question; its tasks, points and parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.authoring.assignment import Assignment, Manual, Task, misconceptions_beside
from autograder.authoring.student import Ask

if TYPE_CHECKING:
    from autograder.assignments.beta_vae.student import Student
    from autograder.handin.submission import Handin

TASKS = (Task("loss", 14, "loss-check", "loss", ("beta_vae_loss",), heading="Task 1: the weighted loss"),)


def make_student(ask: Ask, handin: Handin, seed: int | None = None) -> Student:
    from autograder.assignments.beta_vae.student import Student  # numpy with it, which only a grading needs

    return Student(ask, handin, seed)


ASSIGNMENT = Assignment(
    name="beta-vae",
    tasks=TASKS,
    manual=(Manual("trade-writeup", 6),),
    given=("given-imports", "given-data", "given-training"),
    preload=("numpy", "tensorflow", "keras", "sklearn.datasets"),
    install="vaekit[tensorflow]",
    package=__name__,
    make_student=make_student,
    misconceptions=misconceptions_beside(__file__, TASKS),
    question_helpers=("tensors", "drawing"),
)
