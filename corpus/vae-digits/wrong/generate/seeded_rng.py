"""A generator with a fixed seed.

Task: generate
Misconception: same-digits-at-every-call
Loses: 2 (test_new_digits)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    rng = np.random.default_rng(42)
    return decoder(rng.normal(size=(n, LATENT_DIM)).astype('float32'))
