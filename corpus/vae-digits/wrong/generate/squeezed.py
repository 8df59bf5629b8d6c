"""np.squeeze: for n = 1 the first axis goes too.

Task: generate
Misconception: none
Loses: 2
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.random.normal(size=(n, LATENT_DIM))
    return np.squeeze(decoder.predict(z, verbose=0))
