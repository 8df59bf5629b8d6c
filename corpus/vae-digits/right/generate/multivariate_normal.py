"""numpy's multivariate normal.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.random.multivariate_normal(np.zeros(2), np.eye(2), size=n)
    return np.asarray(decoder(z.astype('float32'))).squeeze(-1)
