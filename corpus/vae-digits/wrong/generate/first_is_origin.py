"""The first z is always the origin.

Task: generate
Misconception: none
Loses: 2
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.random.normal(size=(n, LATENT_DIM))
    z[0] = 0.0
    return decoder.predict(z, verbose=0)
