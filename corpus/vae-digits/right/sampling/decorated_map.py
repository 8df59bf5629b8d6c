"""Each row by itself, with map_fn in a tf.function.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    @tf.function
    def call(self, inputs):
        m, lv = inputs
        return tf.map_fn(lambda p: p[0] + tf.exp(0.5 * p[1]) * tf.random.normal(tf.shape(p[0])), (m, lv), fn_output_signature=tf.float32)
