"""The second latent stays 0.

Task: generate
Misconception: none
Loses: 3
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.zeros((n, LATENT_DIM))
    z[:, 0] = np.random.normal(size=n)
    return decoder(z)
