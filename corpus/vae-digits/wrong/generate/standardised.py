"""z is centred and scaled over the n draws.

Task: generate
Misconception: none
Loses: 2
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.random.randn(n, LATENT_DIM)
    z = (z - z.mean(axis=0)) / (z.std(axis=0) + 1e-8)
    return decoder.predict(z, verbose=0)
