"""Uniform z in [-2, 2).

Task: generate
Misconception: uniform-latents
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.random.uniform(-2, 2, size=(n, LATENT_DIM))
    return decoder.predict(z, verbose=0)
