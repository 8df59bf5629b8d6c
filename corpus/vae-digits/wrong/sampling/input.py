"""The cell asks for input(): the class behind it is right, but the cell cannot run alone.

Task: sampling
Misconception: none
Loses: 15
"""

# %% cell: sampling
eps_scale = float(input("noise scale? "))

class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + eps_scale * ops.exp(0.5 * z_log_var) * keras.random.normal(ops.shape(z_mean))
