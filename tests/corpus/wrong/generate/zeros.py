"""z = 0.

Task: generate
Misconception: none
Loses: ?
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder(tf.zeros((n, LATENT_DIM)))
