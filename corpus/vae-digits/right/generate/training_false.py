"""The decoder is called with training=False; the argument has another name.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, count=10):
    noise = tf.random.normal((count, LATENT_DIM))
    return decoder(noise, training=False).numpy()
