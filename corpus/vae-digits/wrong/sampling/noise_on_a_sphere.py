"""The noise of a row is scaled to the length sqrt(latent): a random direction of fixed length.

Task: sampling
Misconception: none
Loses: 2 (test_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        epsilon = keras.random.normal(ops.shape(z_mean))
        # N(0, I) has length sqrt(d) on average: normalise, so that no sample is an outlier
        length = ops.sqrt(ops.sum(ops.square(epsilon), axis=-1, keepdims=True))
        epsilon = epsilon / length * float(z_mean.shape[-1]) ** 0.5
        return z_mean + ops.exp(0.5 * z_log_var) * epsilon
