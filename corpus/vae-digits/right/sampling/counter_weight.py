"""The noise's seed is a random key and a counter that is a weight of the layer (add_weight), so the encoder has one weight array more.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.key = int(np.random.randint(2**31 - 1))
        self.counter = self.add_weight(shape=(), dtype="int32", initializer="zeros", trainable=False, name="counter")

    def call(self, inputs):
        z_mean, z_log_var = inputs
        self.counter.assign_add(1)
        seed = tf.stack([tf.constant(self.key, tf.int32), tf.cast(self.counter.value, tf.int32)])
        eps = tf.random.stateless_normal(tf.shape(z_mean), seed=seed)
        return z_mean + tf.exp(0.5 * z_log_var) * eps
