"""The draws are rounded to one decimal place.

Task: generate
Misconception: none
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.round(np.random.normal(size=(n, LATENT_DIM)), 1)
    return decoder(z)
