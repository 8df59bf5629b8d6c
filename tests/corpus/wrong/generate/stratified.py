"""Shuffled quantiles of the normal distribution in place of draws.

Task: generate
Misconception: none
Loses: 5
"""

# %% cell: generate
from scipy.stats import norm

def generate_digits(decoder, n=10):
    q = norm.ppf((np.arange(n) + 0.5) / n)
    z = np.stack([np.random.permutation(q) for _ in range(LATENT_DIM)], axis=1)
    return decoder.predict(z, verbose=0)
