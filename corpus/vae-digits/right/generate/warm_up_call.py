"""Decodes zeros first, to build the decoder.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    decoder(np.zeros((1, LATENT_DIM), dtype="float32"))
    return decoder(keras.random.normal((n, LATENT_DIM)))
