"""numpy draws the noise in a tf.numpy_function, which runs anew at every execution of the graph.

Task: sampling
"""

# %% cell: sampling
_rng = np.random.default_rng()


def _numpy_noise(shape):
    return _rng.standard_normal(size=tuple(shape)).astype("float32")


class Sampling(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_jit = False  # XLA cannot call back into numpy

    def call(self, inputs):
        z_mean, z_log_var = inputs
        # numpy_function and not plain numpy: plain numpy would be frozen into the graph
        epsilon = tf.numpy_function(_numpy_noise, [tf.shape(z_mean)], tf.float32, stateful=True)
        epsilon.set_shape(z_mean.shape)
        return z_mean + tf.exp(z_log_var / 2) * epsilon
