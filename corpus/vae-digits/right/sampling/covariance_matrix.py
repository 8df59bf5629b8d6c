"""A diagonal scale matrix times the noise, by einsum.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        mu, log_var = inputs
        L = tf.linalg.diag(tf.exp(log_var / 2.0))
        eps = tf.random.normal((tf.shape(mu)[0], tf.shape(mu)[1]))
        return mu + tf.einsum("bij,bj->bi", L, eps)
