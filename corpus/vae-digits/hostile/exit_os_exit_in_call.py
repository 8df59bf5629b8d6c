"""Sampling.call ends the process: each of eight checks costs a new start.

Attack: exit
Deserves: 65
Keeps: 10
"""

# %% cell: sampling
import os

class Sampling(layers.Layer):
    def call(self, inputs):
        os._exit(0)
