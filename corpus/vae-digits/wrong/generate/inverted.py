"""Black and white exchanged.

Task: generate
Misconception: inverted-pixels
Loses: 2 (test_pixels)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return 1 - decoder(tf.random.normal((n, LATENT_DIM)))
