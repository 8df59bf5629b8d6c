"""Each row by itself, with vectorized_map.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        m, lv = inputs
        return tf.vectorized_map(lambda p: p[0] + tf.exp(0.5 * p[1]) * tf.random.normal(tf.shape(p[0])), (m, lv))
