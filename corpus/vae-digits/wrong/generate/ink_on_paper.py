"""The images are drawn as black ink on white paper.

Task: generate
Misconception: inverted-pixels
Loses: 2 (test_pixels)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = keras.random.normal((n, LATENT_DIM))
    ink = decoder(z)
    paper = ops.ones_like(ink)
    return paper - ink
