"""Pixels thresholded.

Task: generate
Misconception: binarised-pixels
Loses: 2 (test_pixels)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return (decoder(tf.random.normal((n, LATENT_DIM))).numpy() > 0.5).astype('float32')
