"""Each row is drawn by vectorized_map from one fresh stateless seed, so all rows of a call get the same noise.

Task: sampling
Misconception: one-noise-row
Loses: 4 (test_noise, test_independence)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        seed = tf.random.uniform([2], maxval=2**31 - 1, dtype=tf.int32)  # a new seed at every call

        def noise_for(row):
            return tf.random.stateless_normal(tf.shape(row), seed=seed)

        epsilon = tf.vectorized_map(noise_for, z_mean)
        return z_mean + tf.exp(0.5 * z_log_var) * epsilon
