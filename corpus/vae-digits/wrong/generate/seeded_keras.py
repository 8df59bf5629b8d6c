"""An integer seed.

Task: generate
Misconception: same-digits-at-every-call
Loses: 2 (test_new_digits)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder(keras.random.normal((n, LATENT_DIM), seed=1))
