"""The mean of two digits.

Task: generate
Misconception: none
Loses: 5 (test_pixels, test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return (decoder(tf.random.normal((n, LATENT_DIM))) + decoder(tf.random.normal((n, LATENT_DIM)))) / 2
