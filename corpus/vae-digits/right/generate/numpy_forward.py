"""The decoder's forward pass by hand in numpy, from decoder.get_weights(): right for the given 2-512-784 architecture.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    w1, b1, w2, b2 = decoder.get_weights()
    z = np.random.randn(n, LATENT_DIM).astype("float32")
    hidden = np.maximum(z @ w1 + b1, 0)
    pixels = 1 / (1 + np.exp(-(hidden @ w2 + b2)))
    return pixels.reshape(n, 28, 28, 1)
