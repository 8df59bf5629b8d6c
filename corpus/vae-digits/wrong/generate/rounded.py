"""Pixels rounded.

Task: generate
Misconception: binarised-pixels
Loses: 2 (test_pixels)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return tf.round(decoder(tf.random.normal((n, LATENT_DIM))))
