"""z drawn once outside of the function.

Task: generate
Misconception: same-digits-at-every-call
Loses: ?
"""

# %% extra before: generate
Z = tf.random.normal((10000, LATENT_DIM))

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder(Z[:n])
