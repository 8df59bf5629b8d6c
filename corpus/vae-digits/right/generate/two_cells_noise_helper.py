"""A helper standard_normal stands above the class in the sampling cell, and generate_digits uses it too.

Task: generate
"""

# %% cell: sampling
def standard_normal(*shape):
    """New N(0, 1) noise of this shape."""
    return tf.random.normal(shape)


class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        batch, latent = ops.shape(z_mean)
        return z_mean + ops.exp(0.5 * z_log_var) * standard_normal(batch, latent)

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder(standard_normal(n, LATENT_DIM))
