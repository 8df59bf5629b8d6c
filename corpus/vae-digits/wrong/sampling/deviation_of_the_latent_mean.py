"""The log-variance is averaged over the latents.

Task: sampling
Misconception: none
Loses: 4 (test_spread)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * ops.mean(z_log_var, axis=1, keepdims=True)) * keras.random.normal(ops.shape(z_mean))
