"""Each latent point is scaled to length 1.

Task: generate
Misconception: none
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = keras.random.normal((n, LATENT_DIM))
    z = z / ops.norm(z, axis=1, keepdims=True)
    return decoder(z)
