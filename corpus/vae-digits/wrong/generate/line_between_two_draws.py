"""Only two points are drawn; the others lie evenly on the line between them.

Task: generate
Misconception: none
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    start, end = np.random.normal(size=(2, LATENT_DIM))
    steps = np.linspace(0, 1, n)[:, None]
    z = (1 - steps) * start + steps * end
    return decoder(z.astype("float32"))
