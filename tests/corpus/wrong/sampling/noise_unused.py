"""The noise is computed but not used.

Task: sampling
Misconception: noise-unused
Loses: ?
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        epsilon = keras.random.normal(ops.shape(z_mean))
        return z_mean
