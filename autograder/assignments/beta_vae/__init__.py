"""The assignment "A weight on the divergence": one cell of code, one question; its tasks, points and parts."""

from autograder.assignment import Assignment, Manual, Task
from autograder.assignments.beta_vae.misconceptions import CATALOGUE, LOSS
from autograder.assignments.beta_vae.student import Student

ASSIGNMENT = Assignment(
    name="beta-vae",
    tasks=(Task("loss", 14, "loss-check", "loss", ("beta_vae_loss",), heading=LOSS),),
    manual=(Manual("trade-writeup", 6),),
    given=("given-imports", "given-data", "given-training"),
    preload=("numpy", "tensorflow", "keras", "sklearn.datasets"),
    package=__name__,
    make_student=Student,
    misconceptions=CATALOGUE,
    question_helpers=("tensors",),
)
