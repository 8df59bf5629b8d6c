"""z of deviation 5.

Task: generate
Misconception: noise-of-another-size
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder.predict(np.random.normal(0, 5, (n, LATENT_DIM)), verbose=0)
