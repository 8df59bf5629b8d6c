"""Decoded in a tf.function.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    @tf.function
    def decode(z):
        return decoder(z)

    return decode(tf.random.normal((n, LATENT_DIM)))
