"""The latent size from the decoder.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.random.randn(n, decoder.input_shape[-1]).astype('float32')
    return decoder(z).numpy()
