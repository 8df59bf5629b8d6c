"""The notebook's decoder in place of the argument.

Task: generate
Misconception: global-decoder
Loses: 1 (test_given_decoder)
"""

# %% extra before: generate
vae = VAE(build_encoder(), build_decoder())

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.random.normal(size=(n, LATENT_DIM))
    return vae.decoder.predict(z, verbose=0)
