"""A new numpy generator, images without the channel axis.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    rng = np.random.default_rng()
    z = rng.standard_normal((n, decoder.inputs[0].shape[-1]), dtype='float32')
    return decoder(z, training=False).numpy().reshape(n, 28, 28)
