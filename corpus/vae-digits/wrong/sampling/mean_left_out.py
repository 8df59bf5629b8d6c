"""The mean is left out.

Task: sampling
Misconception: mean-unused
Loses: 2 (test_mean)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return ops.exp(0.5 * z_log_var) * keras.random.normal(ops.shape(z_mean))
