"""Decodes n // 5 batches of 5: fewer images when 5 does not divide n.

Task: generate
Misconception: none
Loses: 2
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return np.concatenate([decoder(np.random.normal(size=(5, LATENT_DIM))) for _ in range(max(1, n // 5))])
