"""z of deviation 2.

Task: generate
Misconception: noise-of-another-size
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder(tf.random.normal((n, LATENT_DIM)) * 2)
