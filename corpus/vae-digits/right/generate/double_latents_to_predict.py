"""The latents are of float64, which `predict` takes as any other.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder.predict(tf.random.normal((n, LATENT_DIM), dtype=tf.float64), verbose=0)
