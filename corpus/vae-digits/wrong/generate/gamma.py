"""Pixels to the power of 0.8 for contrast.

Task: generate
Misconception: none
Loses: 2
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    images = decoder.predict(np.random.normal(size=(n, LATENT_DIM)), verbose=0)
    return np.clip(images, 0, 1) ** 0.8
