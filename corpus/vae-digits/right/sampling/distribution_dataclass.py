"""A frozen dataclass DiagonalNormal with scale, rsample and log_prob, in the manner of torch.distributions; the layer only calls rsample.

Task: sampling
"""

# %% cell: sampling
import dataclasses
from typing import Any, Sequence, Tuple


@dataclasses.dataclass(frozen=True)
class DiagonalNormal:
    """A diagonal Gaussian, parameterised by its log-variance."""

    loc: Any
    log_var: Any

    @property
    def scale(self):
        return ops.exp(ops.multiply(self.log_var, 0.5))

    @property
    def batch_shape(self) -> Tuple:
        return ops.shape(self.loc)

    def rsample(self):
        noise = keras.random.normal(self.batch_shape, dtype=self.loc.dtype)
        return ops.add(self.loc, ops.multiply(self.scale, noise))

    def log_prob(self, value):  # not needed for the layer, nice for debugging
        u = (value - self.loc) / self.scale
        return -0.5 * (u * u + self.log_var + float(np.log(2 * np.pi)))


class Sampling(layers.Layer):
    """Reparameterisation trick as a Keras layer."""

    def call(self, inputs: Sequence[Any]):
        return DiagonalNormal(*inputs).rsample()
