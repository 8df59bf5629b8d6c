"""Draws a whole batch of at least 64 and returns the first n.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.random.normal(size=(max(n, 64), LATENT_DIM))
    return decoder.predict(z, batch_size=64, verbose=0)[:n]
