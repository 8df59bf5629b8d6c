"""A bracket is missing: the cell does not run.

Task: sampling
Misconception: none
Loses: 15
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * z_log_var * keras.random.normal(ops.shape(z_mean))
