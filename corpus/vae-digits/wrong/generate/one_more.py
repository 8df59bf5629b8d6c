"""One image too many.

Task: generate
Misconception: none
Loses: 2 (test_count)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder(tf.random.normal((n + 1, LATENT_DIM)))
