"""Each pair of neighbouring rows gets the same noise.

Task: sampling
Misconception: none
Loses: 2
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        b = tf.shape(z_mean)[0]
        e = tf.random.normal([(b + 1) // 2, tf.shape(z_mean)[1]])
        e = tf.repeat(e, 2, axis=0)[:b]
        return z_mean + tf.exp(0.5 * z_log_var) * e
