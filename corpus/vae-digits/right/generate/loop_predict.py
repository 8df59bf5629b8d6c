"""One image after the other, with predict.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return np.stack([decoder.predict(np.random.normal(size=(1, 2)), verbose=0)[0, :, :, 0] for _ in range(n)])
