"""The simulation of the statistical checks: right answers pass, and it can fail."""

from __future__ import annotations

import numpy as np

from tools.vae_digits import simulate


def test_right_answers_pass():
    assert set(simulate.simulate(15).values()) == {0}


def test_noise_that_is_a_fifth_too_wide_fails(monkeypatch):
    def too_wide(self, z_mean, z_log_var):
        return np.float32(z_mean + 1.2 * np.exp(z_log_var / 2) * self._rng.normal(size=np.shape(z_mean)))

    monkeypatch.setattr(simulate.RightAnswers, "_draw", too_wide)
    failures = simulate.simulate(5)
    assert failures["test_sampling::test_noise"] == 5
    assert failures["test_train_step::test_draw"] == 5  # the bound is a tenth, of seven standard errors
    assert failures["test_sampling::test_independence"] == 0
