"""The assignment "A weight on the divergence": one cell of code, one question; its tasks, points and parts."""

from autograder.assignments.beta_vae.student import Student
from autograder.authoring.assignment import Assignment, Manual, Task, misconceptions_beside

TASKS = (Task("loss", 14, "loss-check", "loss", ("beta_vae_loss",), heading="Task 1: the weighted loss"),)

ASSIGNMENT = Assignment(
    name="beta-vae",
    tasks=TASKS,
    manual=(Manual("trade-writeup", 6),),
    given=("given-imports", "given-data", "given-training"),
    preload=("numpy", "tensorflow", "keras", "sklearn.datasets"),
    install="vaekit[tensorflow]",
    package=__name__,
    make_student=Student,
    misconceptions=misconceptions_beside(__file__, TASKS),
    question_helpers=("tensors", "drawing"),
)
