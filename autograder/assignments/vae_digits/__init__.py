"""The assignment "Improved Digit Generation with VAEs": its tasks, points and parts."""

from autograder.assignment import Assignment, Manual, Task
from autograder.assignments.vae_digits.course import needs
from autograder.assignments.vae_digits.marking import exhibits
from autograder.assignments.vae_digits.misconceptions import CATALOGUE, GENERATE, LOSSES, RUN, SAMPLING, TRAIN
from autograder.assignments.vae_digits.student import Student

ASSIGNMENT = Assignment(
    name="vae-digits",
    tasks=(
        Task("sampling", 15, "sampling-check", "sampling", ("Sampling",), heading=SAMPLING),
        Task("losses", 20, "losses-check", "losses", ("reconstruction_loss", "kl_loss"), heading=LOSSES),
        Task(
            "train-step",
            25,
            "train-step-check",
            "train-step",
            ("VAE",),
            needs=("sampling", "losses"),
            heading=TRAIN,
        ),
        Task(
            "generate",
            10,
            "generate-check",
            "generate",
            ("generate_digits",),
            needs=("sampling", "losses"),
            heading=GENERATE,
        ),
        Task("experiment", 10, "experiment-check", needs=("sampling", "losses", "train-step"), heading=RUN),
    ),
    manual=(Manual("latent-writeup", 10), Manual("quality-writeup", 10)),
    given=("given-imports", "given-constants", "given-data", "given-models"),
    preload=("numpy", "tensorflow", "keras"),
    package=__name__,
    make_student=Student,
    misconceptions=CATALOGUE,
    question_helpers=("tensors",),
    exhibits=exhibits,
    needs=needs,
    evidence_file="evidence.npz",
    evidence_mime="application/vnd.vaekit.evidence",
    evidence_own=("encoder_", "decoder_", "history_", "z_samples"),
)
