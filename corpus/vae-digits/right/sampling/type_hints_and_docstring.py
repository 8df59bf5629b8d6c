"""Type hints, a docstring, a training argument and helper variables.

Task: sampling
"""

# %% cell: sampling
class Sampling(keras.layers.Layer):
    """Reparameterisation trick."""

    def call(self, inputs: list, training: bool | None = None):
        """Return z."""
        mu, logvar = inputs
        batch, dim = ops.shape(mu)[0], ops.shape(mu)[1]
        std = ops.exp(0.5 * logvar)
        return mu + std * keras.random.normal((batch, dim))
