"""lru_cache: the second call returns the first call's images.

Task: generate
Misconception: same-digits-at-every-call
Loses: 2
"""

# %% cell: generate
from functools import lru_cache

@lru_cache(maxsize=None)
def generate_digits(decoder, n=10):
    return decoder(keras.random.normal((n, LATENT_DIM)))
