"""Always ten images.

Task: generate
Misconception: none
Loses: 2 (test_count)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder(tf.random.normal((10, LATENT_DIM)))
