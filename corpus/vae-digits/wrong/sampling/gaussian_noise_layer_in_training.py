"""Keras's GaussianNoise, which is silent outside of training.

Task: sampling
Misconception: noise-only-in-training
Loses: 1 (test_training_flag)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.noise = layers.GaussianNoise(1.0)

    def call(self, inputs, training=None):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * z_log_var) * self.noise(ops.zeros_like(z_mean), training=training)
