"""Stateless noise whose seed is a pair of a random key of the layer and a counter variable that goes up at each call, as in JAX.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.key = int(np.random.randint(0, 2**31 - 1))
        self.counter = tf.Variable(0, dtype=tf.int32, trainable=False)

    def call(self, inputs):
        mu, logvar = inputs
        step = self.counter.assign_add(1)  # a new seed for every call, also in a compiled graph
        eps = tf.random.stateless_normal(tf.shape(mu), seed=tf.stack([self.key, step]))
        return mu + eps * tf.math.exp(logvar * 0.5)
