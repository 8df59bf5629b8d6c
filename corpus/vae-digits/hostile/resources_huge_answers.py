"""Sampling returns 100 MiB of noise whatever it is asked for, in all eight checks.

Attack: resources
Deserves: 65
Keeps: 65
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        return tf.zeros((26_000_000, 1), tf.float32)
