"""A little noise is added to the pixels.

Task: generate
Misconception: none
Loses: 2 (test_pixels)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    images = decoder(tf.random.normal((n, LATENT_DIM)))
    return tf.clip_by_value(images + tf.random.normal(tf.shape(images), stddev=0.05), 0.0, 1.0)
