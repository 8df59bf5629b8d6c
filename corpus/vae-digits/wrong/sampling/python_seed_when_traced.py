"""The seed is a Python random integer: new in eager calls, but frozen in a compiled graph.

Task: sampling
Misconception: same-noise-at-every-call
Loses: 2
"""

# %% cell: sampling
import random

class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        eps = keras.random.normal(ops.shape(z_mean), seed=random.randint(0, 10**9))
        return z_mean + ops.exp(0.5 * z_log_var) * eps
