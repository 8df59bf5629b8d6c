"""Pixels drawn from their probabilities.

Task: generate
Misconception: pixels-drawn
Loses: 2 (test_pixels)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    p = decoder(tf.random.normal((n, LATENT_DIM)))
    return tf.cast(tf.random.uniform(tf.shape(p)) < p, tf.float32)
