"""Each z is used twice in a row.

Task: generate
Misconception: none
Loses: 3
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.random.normal(size=((n + 1) // 2, LATENT_DIM))
    return decoder.predict(np.repeat(z, 2, axis=0)[:n], verbose=0)
