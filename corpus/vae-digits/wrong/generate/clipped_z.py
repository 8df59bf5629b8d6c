"""The latent points are clipped to [-1.5, 1.5].

Task: generate
Misconception: none
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder(ops.clip(keras.random.normal((n, 2)), -1.5, 1.5))
