"""Contrast stretched.

Task: generate
Misconception: none
Loses: 2 (test_pixels)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    x = decoder(tf.random.normal((n, LATENT_DIM)))
    low, high = tf.reduce_min(x), tf.reduce_max(x)
    return (x - low) / (high - low)
