"""The log-variance is averaged over the batch.

Task: sampling
Misconception: none
Loses: 6 (test_spread, test_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * ops.mean(z_log_var, axis=0)) * keras.random.normal(ops.shape(z_mean))
