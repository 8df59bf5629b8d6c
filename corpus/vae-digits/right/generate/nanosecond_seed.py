"""Stateless noise, the seed is the clock's nanoseconds and a counter of the calls.

Task: generate
"""

# %% cell: generate
import itertools
import time

_calls = itertools.count()


def generate_digits(decoder, n=10):
    seed = [time.time_ns() % (2**31 - 1), next(_calls)]
    return decoder(tf.random.stateless_normal((n, LATENT_DIM), seed=seed))
