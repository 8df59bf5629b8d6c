"""The decoder is given noise of an image's size.

Task: generate
Misconception: none
Loses: 10 (test_count, test_latents, test_new_digits, test_pixels, test_given_decoder)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = np.random.normal(size=(n, 784))
    return decoder.predict(z)
