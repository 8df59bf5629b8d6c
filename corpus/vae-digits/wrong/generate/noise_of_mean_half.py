"""z around (0.5, 0.5).

Task: generate
Misconception: none
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder(keras.random.normal((n, LATENT_DIM), mean=0.5)).numpy()
