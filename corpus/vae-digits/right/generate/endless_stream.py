"""A Python generator yields digits without end, and itertools.islice takes n of them.

Task: generate
"""

# %% cell: generate
import itertools


def _digits(decoder):
    while True:
        z = np.random.normal(size=(1, LATENT_DIM)).astype(np.float32)
        yield ops.convert_to_numpy(decoder(z))[0]


def generate_digits(decoder, n=10):
    return np.stack(list(itertools.islice(_digits(decoder), n)))
