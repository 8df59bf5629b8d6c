"""The noise takes `z_mean.shape`, whose first number is None while a model is built.

Task: sampling
Misconception: static-shape
Loses: 3 (test_new_noise, test_sizes)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * z_log_var) * keras.random.normal(shape=z_mean.shape)
