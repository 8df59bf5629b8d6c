"""generate_digits is an instance of a class with __call__, which checks its arguments and the result.

Task: generate
"""

# %% cell: generate
import numbers


class DigitGenerator:
    """Decodes draws from the prior N(0, I)."""

    def __init__(self, latent_dim: int = LATENT_DIM) -> None:
        self.latent_dim = latent_dim
        self.rng = np.random.default_rng()  # not seeded; goes on from call to call

    def __call__(self, decoder, n=10):
        if not isinstance(n, numbers.Integral) or n < 1:
            raise ValueError(f"n must be a positive integer, got {n!r}")
        z = self.rng.standard_normal((int(n), self.latent_dim), dtype=np.float32)
        images = np.asarray(decoder(z))
        assert images.shape[0] == n
        assert np.all(np.isfinite(images)) and images.min() >= 0.0 and images.max() <= 1.0
        return images


generate_digits = DigitGenerator()
