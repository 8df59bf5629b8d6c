"""Uniform z in [0, 1).

Task: generate
Misconception: uniform-latents
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.random.uniform(size=(n, LATENT_DIM))
    return decoder.predict(z, verbose=0)
