"""A grid of quantiles, as for a plot of the manifold.

Task: generate
Misconception: latents-on-a-grid, same-digits-at-every-call
Loses: 5 (test_latents, test_new_digits)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    side = int(np.ceil(n**0.5))
    q = np.linspace(-2, 2, side)
    z = np.array([(a, b) for a in q for b in q])[:n]
    return decoder.predict(z, verbose=0)
