"""Images transposed.

Task: generate
Misconception: none
Loses: 3 (test_pixels, test_given_decoder)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return ops.transpose(decoder(tf.random.normal((n, LATENT_DIM))), (0, 2, 1, 3))
