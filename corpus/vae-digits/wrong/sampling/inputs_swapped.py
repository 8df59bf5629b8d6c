"""The two inputs are unpacked in the wrong order.

Task: sampling
Misconception: inputs-swapped
Loses: 6 (test_mean, test_spread)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_log_var, z_mean = inputs
        return z_mean + ops.exp(0.5 * z_log_var) * keras.random.normal(ops.shape(z_mean))
