"""How often the statistical checks fail a right answer: simulated, with right answers drawn in numpy.

The bounds and their derived chances stand beside the checks; this counts. No TensorFlow, no sandbox: only the
noise is at stake. `python -m tools.vae_digits.simulate 2000` prints a line for each check; `make accuracy` runs it, too.
"""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.assignments.vae_digits import reference
from autograder.assignments.vae_digits.student import Student
from autograder.authoring.comparison import CheckFailed

CHECKS = {
    "test_sampling": ["test_mean", "test_spread", "test_noise", "test_independence", "test_gradients"],
    "test_train_step": ["test_draw"],
    "test_generate": ["test_latents"],
}


class RightAnswers:
    """Answers the questions as a right submission would, with noise of its own."""

    def __init__(self) -> None:
        self._rng = np.random.default_rng()

    def __call__(self, question: str, timeout_s: float | None = None, **arguments: Any) -> dict[str, Any]:
        answer: Callable[..., dict[str, Any]] = getattr(self, question)
        return answer(**arguments)

    def _draw(self, z_mean: Any, z_log_var: Any) -> np.ndarray:
        return np.float32(z_mean + np.exp(z_log_var / 2) * self._rng.normal(size=np.shape(z_mean)))

    def sample(self, z_mean: Any, z_log_var: Any, calls: int = 1, **_: Any) -> dict[str, Any]:
        return {"z": [self._draw(z_mean, z_log_var) for _ in range(calls)]}

    def sample_gradients(self, z_mean: Any, z_log_var: Any) -> dict[str, Any]:
        z = self._draw(z_mean, z_log_var)
        return {"z": z, "by_mean": np.ones_like(z), "by_log_var": (z - z_mean) / 2}

    def train(
        self, x: Any, encoder: Any, decoder: Any, batch_size: int, epochs: int, earlier_steps: int, **_: Any
    ) -> dict[str, Any]:
        """At learning rate 0: nothing moves, and the decoder is given a draw."""
        states = []
        for number in range(epochs * -(-len(x) // batch_size)):
            m, lv = reference.encode(encoder, x)
            state = {
                "variables": np.concatenate([variable.ravel() for variable in (*encoder, *decoder)]),
                "iterations": earlier_steps + number + 1,
                "logs": {},
                "velocities": None,
            }
            states.append({**state, "decoded": [self._draw(m, lv)]})
        return {"batches": states, "epochs": {}, "returned": ["dict"], "globals_used": []}

    def generate(self, kernel: Any, bias: Any, counts: list[int | None], **_: Any) -> dict[str, Any]:
        calls = []
        for count in counts:
            z = np.float32(self._rng.normal(size=(count or 10, len(kernel))))
            images = reference.sigmoid(z @ kernel + bias).reshape(-1, 28, 28, 1)
            calls.append({"images": images, "latents": [z]})
        return {"calls": calls, "asked": True, "globals_used": []}


def simulate(rounds: int) -> Counter[str]:
    """How often each statistical check failed a right answer in so many rounds; every check is a key."""
    failures = Counter({f"{module}::{name}": 0 for module, names in CHECKS.items() for name in names})
    for _ in range(rounds):
        student = Student(RightAnswers(), None)
        for module, names in CHECKS.items():
            checks = importlib.import_module(f"autograder.assignments.vae_digits.checks.{module}")
            for name in names:
                try:
                    getattr(checks, name)(student)
                except CheckFailed:
                    failures[f"{module}::{name}"] += 1
    return failures


if __name__ == "__main__":
    for check, count in simulate(int(sys.argv[1])).items():
        print(f"{check:40}{count} of {sys.argv[1]}")
