"""The images without the axis of the channel, (n, 28, 28), for one image as well.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return np.squeeze(decoder.predict(np.random.randn(n, 2), verbose=0), axis=-1)
