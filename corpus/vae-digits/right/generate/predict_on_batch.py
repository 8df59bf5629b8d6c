"""predict_on_batch.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.random.normal(0.0, 1.0, (n, LATENT_DIM))
    return decoder.predict_on_batch(z)
