"""z = 0.

Task: generate
Misconception: one-digit-repeated, same-digits-at-every-call
Loses: 5 (test_latents, test_new_digits)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder(tf.zeros((n, LATENT_DIM)))
