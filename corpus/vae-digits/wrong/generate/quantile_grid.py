"""A grid of quantiles of the normal distribution, as in the book's plot of the manifold.

Task: generate
Misconception: latents-on-a-grid, same-digits-at-every-call
Loses: 5 (test_latents, test_new_digits)
"""

# %% cell: generate
from scipy.stats import norm


def generate_digits(decoder, n=10):
    side = int(np.ceil(np.sqrt(n)))
    quantiles = norm.ppf(np.linspace(0.05, 0.95, side))
    z = np.array([[x, y] for x in quantiles for y in quantiles])[:n]
    return decoder.predict(z, verbose=0)
