"""z is kept for each n in a dict.

Task: generate
Misconception: same-digits-at-every-call
Loses: 2
"""

# %% cell: generate
_latents = {}

def generate_digits(decoder, n=10):
    if n not in _latents:
        _latents[n] = np.random.normal(size=(n, LATENT_DIM))
    return decoder.predict(_latents[n], verbose=0)
