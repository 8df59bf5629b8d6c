"""Both latents are equal.

Task: generate
Misconception: none
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.repeat(np.random.normal(size=(n, 1)), LATENT_DIM, axis=1)
    return decoder.predict(z, verbose=0)
