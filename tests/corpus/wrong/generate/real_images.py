"""Real images passed through.

Task: generate
Misconception: none
Loses: 5 (test_latents, test_pixels)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return x_test[np.random.choice(len(x_test), n)]
