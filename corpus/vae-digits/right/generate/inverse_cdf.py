"""SciPy's inverse distribution function.

Task: generate
"""

# %% cell: generate
from scipy.stats import norm

def generate_digits(decoder, n=10):
    return decoder(norm.ppf(np.random.uniform(1e-9, 1 - 1e-9, size=(n, LATENT_DIM))))
