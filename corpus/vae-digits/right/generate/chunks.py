"""Decoded in chunks of 4, concatenated, clipped (no effect).

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    """Sample from the prior and decode in mini-batches."""
    latent_dim = int(decoder.input_shape[-1])
    images = []
    for start in range(0, n, 4):
        z = np.random.normal(size=(min(4, n - start), latent_dim)).astype("float32")
        images.append(decoder.predict(z, verbose=0))
    return np.clip(np.concatenate(images, axis=0), 0.0, 1.0)
