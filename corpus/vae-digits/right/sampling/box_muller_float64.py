"""Normal noise by Box and Muller's formula, in double precision.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        m, lv = inputs
        shape = tf.shape(m)
        u = tf.random.uniform(shape, minval=1e-12, dtype=tf.float64)
        v = tf.random.uniform(shape, maxval=2 * np.pi, dtype=tf.float64)
        e = tf.cast(tf.sqrt(-2 * tf.math.log(u)) * tf.cos(v), m.dtype)
        return tf.add(m, tf.sqrt(tf.exp(lv)) * e)
