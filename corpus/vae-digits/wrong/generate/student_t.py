"""z from a t distribution.

Task: generate
Misconception: none
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.random.standard_t(5, (n, LATENT_DIM)).astype("float32")
    return decoder.predict(z, verbose=0)
