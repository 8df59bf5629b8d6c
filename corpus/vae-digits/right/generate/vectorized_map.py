"""ops.vectorized_map over single latent points.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = keras.random.normal((n, LATENT_DIM), dtype="float32")

    def decode_one(point):                                   # (latent,)
        return ops.squeeze(decoder(ops.expand_dims(point, 0)), axis=0)  # (28, 28, 1)

    return ops.vectorized_map(decode_one, z)
