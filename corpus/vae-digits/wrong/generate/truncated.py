"""Truncated normal z.

Task: generate
Misconception: none
Loses: 3 (test_latents)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return decoder(tf.random.truncated_normal((n, LATENT_DIM)))
