"""The latent points are uniform over the square of three deviations.

Task: generate
Misconception: uniform-latents
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = keras.random.uniform((n, LATENT_DIM), minval=-3.0, maxval=3.0)  # 99.7 % of N(0, 1) lie there
    return decoder(z)
