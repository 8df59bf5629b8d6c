"""One image after the other.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    digits = []
    for _ in range(n):
        z = tf.random.normal((1, LATENT_DIM))
        digits.append(decoder(z)[0].numpy())
    return np.array(digits)
