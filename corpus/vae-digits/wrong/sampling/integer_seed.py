"""An integer seed: the same noise at every call.

Task: sampling
Misconception: same-noise-at-every-call
Loses: 2 (test_new_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * z_log_var) * keras.random.normal(ops.shape(z_mean), seed=42)
