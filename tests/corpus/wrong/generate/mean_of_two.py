"""The mean of two digits.

Task: generate
Misconception: none
Loses: 2 (test_pixels)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return (decoder(tf.random.normal((n, LATENT_DIM))) + decoder(tf.random.normal((n, LATENT_DIM)))) / 2
