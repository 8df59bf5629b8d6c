"""scipy.stats.multivariate_normal with mean 0 and identity covariance, reshaped because of n = 1.

Task: generate
"""

# %% cell: generate
from scipy.stats import multivariate_normal

prior = multivariate_normal(mean=np.zeros(LATENT_DIM), cov=np.eye(LATENT_DIM))


def generate_digits(decoder, n=10):
    z = prior.rvs(size=n).reshape(n, LATENT_DIM)   # rvs(size=1) gives (latent,)
    images = decoder.predict_on_batch(z.astype("float32"))
    return images[..., 0]
