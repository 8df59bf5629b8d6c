"""Pixels below 0.1 are set to 0, for a clean background.

Task: generate
Misconception: none
Loses: 2 (test_pixels)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    images = decoder(keras.random.normal((n, LATENT_DIM)))
    return ops.where(images < 0.1, ops.zeros_like(images), images)
