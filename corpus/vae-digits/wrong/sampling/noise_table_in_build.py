"""A table of noise is drawn once in build, and each call reads its first rows.

Task: sampling
Misconception: same-noise-at-every-call
Loses: 2 (test_new_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def build(self, input_shape):
        latent = input_shape[0][-1]
        self.noise = self.add_weight(
            shape=(65536, latent),
            initializer=keras.initializers.RandomNormal(stddev=1.0),
            trainable=False,
            name="noise",
        )

    def call(self, inputs):
        z_mean, z_log_var = inputs
        rows = ops.arange(ops.shape(z_mean)[0]) % 65536
        epsilon = ops.take(self.noise, rows, axis=0)
        return z_mean + ops.exp(0.5 * z_log_var) * epsilon
