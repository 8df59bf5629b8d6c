"""random.gauss in a list comprehension, squeezed on the last axis, call with training=False.

Task: generate
"""

# %% cell: generate
from random import gauss

def generate_digits(decoder, n: int = 10):
    z = np.array([[gauss(0, 1) for _ in range(2)] for _ in range(n)], dtype=np.float32)
    return decoder(z, training=False).numpy()[..., 0]
