"""Returns (images, z).

Task: generate
Misconception: none
Loses: 10
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.random.normal(size=(n, LATENT_DIM))
    return decoder.predict(z, verbose=0), z
