"""Quasi-random scrambled Sobol points, turned into normal ones by scipy: each z is N(0, I), but the n points avoid each other.

Task: generate
"""

# %% cell: generate
import warnings
from scipy.stats import qmc


def generate_digits(decoder, n=10):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        z = qmc.MultivariateNormalQMC(mean=np.zeros(LATENT_DIM)).random(n)
    return decoder(z.reshape(n, LATENT_DIM).astype("float32"))
