"""Images side by side in one strip.

Task: generate
Misconception: none
Loses: 5 (test_count, test_pixels, test_given_decoder)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    x = decoder(tf.random.normal((n, LATENT_DIM))).numpy()
    return np.concatenate(list(x), axis=1)
