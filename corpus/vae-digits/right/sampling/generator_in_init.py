"""A tf.random.Generator made with the layer.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.rng = tf.random.Generator.from_non_deterministic_state()
    def call(self, inputs):
        mu, logvar = tf.unstack(tf.stack(inputs, axis=0), axis=0)
        sigma = tf.math.exp(tf.math.scalar_mul(0.5, logvar))
        return mu + sigma * self.rng.normal(tf.shape(mu))
