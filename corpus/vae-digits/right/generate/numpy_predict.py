"""numpy's noise and predict, as in the seed.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z_sample = np.random.normal(size=(n, LATENT_DIM))
    return decoder.predict(z_sample)
