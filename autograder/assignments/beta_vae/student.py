"""What the checks see of a submission: the values and the gradients of its loss."""

from __future__ import annotations

import numpy as np

from autograder.authoring.comparison import Array, expect
from autograder.authoring.loss_questions import Losses
from autograder.authoring.student import Ask
from autograder.handin.submission import Handin

LOSS = "beta_vae_loss"
Case = tuple[
    Array, Array, Array, Array, float
]  # data, reconstruction: (batch, 64); z_mean, z_log_var: (batch, latent)


class Student(Losses):
    """A submission that answers. `ask` runs a question in the sandbox."""

    def __init__(self, ask: Ask, handin: Handin, seed: int | None = None) -> None:
        super().__init__(ask)
        self.rng = np.random.default_rng(seed)

    def losses(self, *cases: Case) -> list[Array]:
        """What the loss returns for each case, of whatever shape."""
        return self.loss_values(LOSS, *cases)

    def loss_of_each(self, *cases: Case) -> Array:
        """The loss of each case, a number each: (cases,)."""
        values = self.losses(*cases)
        strange = next((value.shape for value in values if value.size != 1), None)
        expect(strange is None, f"`{LOSS}` of a single image: expected a single number, but got shape {strange}.")
        return np.array([float(value.reshape(())) for value in values])

    def gradients(self, case: Case) -> list[Array]:
        """With respect to the case's four arrays."""
        return self.loss_gradients(LOSS, *case)
