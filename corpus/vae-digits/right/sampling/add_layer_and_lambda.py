"""Other layers inside the layer.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.noise = layers.Lambda(lambda t: tf.random.normal(tf.shape(t)))

    def call(self, inputs):
        m, lv = inputs
        return m + tf.exp(lv / 2) * self.noise(m)
