"""The latent points are drawn by the sampling layer, at mean 0 and log-variance 0.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    zeros = tf.zeros((n, LATENT_DIM))
    return decoder(Sampling()([zeros, zeros]))
