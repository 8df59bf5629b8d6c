"""A new generator from the machine's entropy at each call.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    g = tf.random.Generator.from_non_deterministic_state()
    return ops.reshape(decoder(g.normal([n, LATENT_DIM]), training=False), [n, 28, 28, 1]).numpy()
