"""Pixels in 0 to 255.

Task: generate
Misconception: pixels-times-255
Loses: 2 (test_pixels)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder(tf.random.normal((n, LATENT_DIM))) * 255
