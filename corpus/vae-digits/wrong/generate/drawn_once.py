"""z drawn once outside of the function.

Task: generate
Misconception: same-digits-at-every-call
Loses: 2 (test_new_digits)
"""

# %% extra before: generate
Z = tf.random.normal((10000, LATENT_DIM))

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder(Z[:n])
