"""A second sigmoid.

Task: generate
Misconception: sigmoid-twice
Loses: 2 (test_pixels)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return tf.sigmoid(decoder(tf.random.normal((n, LATENT_DIM))))
