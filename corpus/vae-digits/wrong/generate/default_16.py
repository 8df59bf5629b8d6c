"""16 images by default.

Task: generate
Misconception: none
Loses: 2 (test_count)
"""

# %% cell: generate
def generate_digits(decoder, n=16):
    return decoder(tf.random.normal((n, LATENT_DIM)))
