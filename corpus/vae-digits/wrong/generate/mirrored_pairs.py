"""z and -z: the second half mirrors the first.

Task: generate
Misconception: none
Loses: 3
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    half = keras.random.normal(((n + 1) // 2, LATENT_DIM))
    return decoder(ops.concatenate([half, -half])[:n])
