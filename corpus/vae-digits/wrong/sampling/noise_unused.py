"""The noise is computed but not used.

Task: sampling
Misconception: noise-unused
Loses: 11 (test_spread, test_noise, test_independence, test_new_noise, test_training_flag)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        epsilon = keras.random.normal(ops.shape(z_mean))
        return z_mean
