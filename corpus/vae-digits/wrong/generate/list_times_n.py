"""A list with one draw is multiplied by n.

Task: generate
Misconception: one-digit-repeated
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.array([np.random.randn(LATENT_DIM)] * n, dtype="float32")
    return decoder.predict(z, verbose=0)
