"""z is sorted by its first latent, for a nicer plot.

Task: generate
Misconception: none
Loses: 3
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.sort(np.random.normal(size=(n, LATENT_DIM)), axis=0)
    return decoder(z)
