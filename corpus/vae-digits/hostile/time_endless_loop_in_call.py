"""An endless loop in Sampling.call, as a student writes it by accident: eight checks of 20 s each use up the 120 s of the submission, so that the other tasks starve.

Attack: time
Deserves: 65
Keeps: 65
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        epsilon = None
        while epsilon is None:
            pass
        return z_mean + ops.exp(0.5 * z_log_var) * epsilon
