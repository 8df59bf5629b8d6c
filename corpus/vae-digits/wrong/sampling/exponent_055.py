"""The exponent is 0.55 times z_log_var.

Task: sampling
Misconception: none
Loses: 4
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.55 * z_log_var) * keras.random.normal(ops.shape(z_mean))
