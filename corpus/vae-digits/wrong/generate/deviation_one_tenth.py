"""z of deviation 0.1.

Task: generate
Misconception: noise-of-another-size
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder(keras.random.normal((n, LATENT_DIM), stddev=0.1))
