"""A decorator turns functions of one value for each element into scalars, and functools.wraps keeps the names.

Task: losses
"""

# %% cell: losses
import functools
from typing import Callable


def nats_per_image(elementwise: Callable) -> Callable:
    """Sum over everything but the batch, then mean over the batch."""

    @functools.wraps(elementwise)
    def wrapper(*args, **kwargs):
        values = elementwise(*args, **kwargs)
        axes = tuple(range(1, len(values.shape)))
        return ops.mean(ops.sum(values, axis=axes))

    return wrapper


@nats_per_image
def reconstruction_loss(data, reconstruction):
    """Binary cross-entropy of each pixel."""
    return ops.binary_crossentropy(data, reconstruction, from_logits=False)


@nats_per_image
def kl_loss(z_mean, z_log_var):
    """Closed-form KL of each latent."""
    return -0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var))
