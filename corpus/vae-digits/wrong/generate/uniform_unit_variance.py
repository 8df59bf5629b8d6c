"""Uniform z of variance 1.

Task: generate
Misconception: uniform-latents
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = tf.random.uniform((n, LATENT_DIM), -3**0.5, 3**0.5)
    return decoder(z)
