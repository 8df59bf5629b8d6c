"""The deviation is half of what it should be.

Task: sampling
Misconception: noise-of-another-size
Loses: 2 (test_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        pass
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + 0.5 * ops.exp(0.5 * z_log_var) * keras.random.normal(ops.shape(z_mean))
