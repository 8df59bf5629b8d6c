"""Each z is the mean of a hundred draws.

Task: generate
Misconception: noise-of-another-size
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = tf.reduce_mean(tf.random.normal((n, 100, LATENT_DIM)), axis=1)
    return decoder(z)
