"""The noise goes through dropout at every call.

Task: sampling
Misconception: none
Loses: 2
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        eps = keras.random.normal(ops.shape(z_mean))
        eps = keras.random.dropout(eps, 0.1)
        return z_mean + ops.exp(0.5 * z_log_var) * eps
