"""The argument has another name, the global is used.

Task: generate
Misconception: global-decoder
Loses: 1 (test_given_decoder)
"""

# %% extra before: generate
decoder = build_decoder()

# %% cell: generate
def generate_digits(model, n=10):
    z = tf.random.normal((n, LATENT_DIM))
    return decoder(z)
