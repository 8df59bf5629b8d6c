"""Uses a decoder of a model that the notebook has nowhere.

Task: generate
Misconception: none
Loses: 10
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return vae.decoder(tf.random.normal((n, LATENT_DIM)))
