"""The noise is centred over the batch: one image alone gets none.

Task: sampling
Misconception: none
Loses: 1
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        eps = tf.random.normal(tf.shape(z_mean))
        eps = eps - tf.reduce_mean(eps, axis=0, keepdims=True)
        return z_mean + tf.exp(0.5 * z_log_var) * eps
