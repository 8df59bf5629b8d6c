"""Noise only in training; z_mean otherwise.

Task: sampling
Misconception: noise-only-in-training
Loses: 1 (test_training_flag)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs, training=None):
        z_mean, z_log_var = inputs
        if training:
            return z_mean + ops.exp(0.5 * z_log_var) * keras.random.normal(ops.shape(z_mean))
        return z_mean
