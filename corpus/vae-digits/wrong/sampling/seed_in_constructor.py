"""A seed drawn once in the constructor.

Task: sampling
Misconception: same-noise-at-every-call
Loses: 2 (test_new_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.seed = int(np.random.randint(2**31 - 1))

    def call(self, inputs):
        z_mean, z_log_var = inputs
        noise = keras.random.normal(ops.shape(z_mean), seed=self.seed)
        return z_mean + ops.exp(0.5 * z_log_var) * noise
