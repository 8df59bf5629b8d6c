"""Each noise row is used twice, with both signs.

Task: sampling
Misconception: none
Loses: 2 (test_independence)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        half = (ops.shape(z_mean)[0] + 1) // 2
        noise = tf.random.normal((half, tf.shape(z_mean)[1]))
        noise = tf.reshape(tf.stack([noise, -noise], 1), (-1, tf.shape(z_mean)[1]))[: tf.shape(z_mean)[0]]
        return z_mean + tf.exp(0.5 * z_log_var) * noise
