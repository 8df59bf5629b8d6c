"""A tf.random.Generator made in the constructor.

Task: sampling
"""

# %% cell: sampling
class Sampling(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.generator = tf.random.Generator.from_non_deterministic_state()

    def call(self, inputs, training=None):
        mean, log_var = inputs[0], inputs[1]
        return mean + tf.sqrt(tf.exp(log_var)) * self.generator.normal(tf.shape(mean))
