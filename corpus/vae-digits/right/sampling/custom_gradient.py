"""The reparameterisation as a tf.custom_gradient with its backward pass written by hand.

Task: sampling
"""

# %% cell: sampling
@tf.custom_gradient
def _reparameterise(mean, log_var, eps):
    sigma = tf.exp(0.5 * log_var)

    def backward(upstream):
        # dz/dmean = 1, dz/dlog_var = 0.5 * sigma * eps, noise gets nothing
        return upstream, upstream * 0.5 * sigma * eps, tf.zeros_like(eps)

    return mean + sigma * eps, backward


class Sampling(layers.Layer):
    def call(self, inputs):
        """Draw z ~ N(z_mean, exp(z_log_var))."""
        z_mean, z_log_var = inputs
        eps = tf.random.normal(tf.shape(z_mean), dtype=z_mean.dtype)
        return _reparameterise(z_mean, z_log_var, eps)
