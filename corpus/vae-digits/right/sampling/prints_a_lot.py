"""Prints in the cell and in call.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        print("call", z_mean.shape, z_log_var)
        eps = keras.random.normal(ops.shape(z_mean))
        return z_mean + ops.exp(z_log_var / 2) * eps

for i in range(20000):
    print("debug", i, "x" * 50)
