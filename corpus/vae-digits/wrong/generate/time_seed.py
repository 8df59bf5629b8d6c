"""The seed is the second of the clock.

Task: generate
Misconception: same-digits-at-every-call
Loses: 2
"""

# %% cell: generate
import time

def generate_digits(decoder, n=10):
    rng = np.random.default_rng(int(time.time()))
    return decoder.predict(rng.normal(size=(n, LATENT_DIM)), verbose=0)
