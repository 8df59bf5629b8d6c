"""Of n latent points n are picked with replacement: some come twice, others never.

Task: generate
Misconception: none
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    points = np.random.normal(size=(n, LATENT_DIM)).astype("float32")
    z = points[np.random.choice(n, size=n)]
    return decoder.predict(z, verbose=0)
