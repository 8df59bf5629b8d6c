"""A list of n arrays, (28, 28, 1) each.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    images = []
    for _ in range(n):
        z = keras.random.normal((1, LATENT_DIM))
        images.append(decoder(z)[0].numpy())
    return images
