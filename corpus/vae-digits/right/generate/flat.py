"""Flat images.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = keras.random.normal(shape=(n, LATENT_DIM))
    return ops.reshape(decoder(z), (n, 784))
