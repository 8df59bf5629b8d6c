"""One z for all images.

Task: generate
Misconception: one-digit-repeated
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.repeat(np.random.normal(size=(1, LATENT_DIM)), n, axis=0)
    return decoder.predict(z, verbose=0)
