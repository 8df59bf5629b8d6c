"""The latent size from the static shape, the batch size from tf.shape; lambda layer inside.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def build(self, input_shape):
        self.latent = input_shape[0][-1]
        self.std = layers.Lambda(lambda lv: tf.sqrt(tf.exp(lv) + 1e-12))
        super().build(input_shape)

    def call(self, inputs):
        mean, log_var = inputs
        batch = tf.shape(mean)[0]
        eps = tf.random.normal([batch, self.latent], 0, 1)
        return mean + self.std(log_var) * eps
