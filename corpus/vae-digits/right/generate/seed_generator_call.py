"""A SeedGenerator outside, the latent size read from the decoder.

Task: generate
"""

# %% cell: generate
_seeds = keras.random.SeedGenerator()
def generate_digits(decoder, n=10):
    latent = decoder.input_shape[-1]
    noise = keras.random.normal(shape=(n, latent), mean=0.0, stddev=1.0, seed=_seeds)
    return decoder.predict_on_batch(ops.convert_to_numpy(noise))
