"""Each latent's column is drawn with the same fresh seed, so the latents of a row share their noise.

Task: sampling
Misconception: one-noise-per-row
Loses: 2 (test_independence)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        seed = tf.random.uniform([2], maxval=2**31 - 1, dtype=tf.int32)
        batch = tf.shape(z_mean)[0]
        columns = []
        for j in range(z_mean.shape[1]):
            epsilon = tf.random.stateless_normal([batch], seed=seed)
            columns.append(z_mean[:, j] + tf.exp(0.5 * z_log_var[:, j]) * epsilon)
        return tf.stack(columns, axis=1)
