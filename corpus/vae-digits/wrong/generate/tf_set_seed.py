"""tf.random.set_seed in the function.

Task: generate
Misconception: same-digits-at-every-call
Loses: 2
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    tf.random.set_seed(42)
    z = tf.random.normal((n, LATENT_DIM))
    return decoder(z)
