"""Logistic noise of unit variance.

Task: sampling
Misconception: none
Loses: 2
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        u = tf.random.uniform(tf.shape(z_mean), 1e-6, 1 - 1e-6)
        eps = tf.math.log(u / (1 - u)) * (3.0 ** 0.5 / np.pi)
        return z_mean + tf.exp(0.5 * z_log_var) * eps
