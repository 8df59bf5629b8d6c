"""A fixed numpy seed.

Task: generate
Misconception: same-digits-at-every-call
Loses: 2 (test_new_digits)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    np.random.seed(0)
    return decoder.predict(np.random.normal(size=(n, LATENT_DIM)), verbose=0)
