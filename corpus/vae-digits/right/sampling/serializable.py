"""Registered, with a constructor, get_config and a cast to the compute dtype.

Task: sampling
"""

# %% cell: sampling
@keras.saving.register_keras_serializable(package="vae")
class Sampling(layers.Layer):
    """Reparameterization trick layer."""

    def __init__(self, min_std=0.0, **kwargs):
        super().__init__(**kwargs)
        self.min_std = min_std

    def call(self, inputs):
        z_mean, z_log_var = [ops.cast(t, self.compute_dtype) for t in inputs]
        eps = ops.cast(keras.random.normal(ops.shape(z_mean), dtype="float32"), self.compute_dtype)
        std = ops.maximum(ops.exp(z_log_var * 0.5), self.min_std)
        return z_mean + std * eps

    def get_config(self):
        return {**super().get_config(), "min_std": self.min_std}
