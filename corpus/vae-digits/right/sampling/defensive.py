"""Defensive code: accepts a list, a tuple or a dict, asserts equal shapes in the graph and checks the numbers.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    """Reparameterization-trick layer.

    Args:
        inputs: a pair `(z_mean, z_log_var)`, or a dict with these keys.

    Raises:
        ValueError: if `inputs` is not a pair.
    """

    def call(self, inputs, training=None, mask=None):
        if isinstance(inputs, dict):
            inputs = (inputs["z_mean"], inputs["z_log_var"])
        if not isinstance(inputs, (list, tuple)) or len(inputs) != 2:
            raise ValueError(f"Sampling expects [z_mean, z_log_var], got {type(inputs)}")
        z_mean, z_log_var = (ops.convert_to_tensor(t) for t in inputs)
        if len(z_mean.shape) != 2 or len(z_log_var.shape) != 2:
            raise ValueError("both inputs must be (batch, latent)")
        check = tf.debugging.assert_equal(tf.shape(z_mean), tf.shape(z_log_var), message="shapes differ")
        with tf.control_dependencies([check] if check is not None else []):
            sigma = tf.debugging.check_numerics(tf.exp(0.5 * z_log_var), "sigma is not finite")
            eps = tf.random.normal(tf.shape(z_mean), dtype=sigma.dtype)
        return z_mean + sigma * eps
