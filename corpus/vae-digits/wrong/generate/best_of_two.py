"""Draws 2n, keeps the n brightest images.

Task: generate
Misconception: none
Loses: 3
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    images = decoder.predict(np.random.normal(size=(2 * n, LATENT_DIM)), verbose=0)
    brightness = images.sum(axis=(1, 2, 3))
    return images[np.argsort(brightness)[-n:]]
