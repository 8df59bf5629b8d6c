"""z of mean 1.

Task: generate
Misconception: none
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder(tf.random.normal((n, LATENT_DIM), mean=1.0))
