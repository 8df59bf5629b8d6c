"""The noise from 48 uniforms a draw (nearly normal).

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        m, lv = inputs
        u = tf.random.uniform(tf.concat([[48], tf.shape(m)], 0), -0.5, 0.5)
        return m + tf.exp(lv / 2) * tf.reduce_sum(u, 0) / 2.0
