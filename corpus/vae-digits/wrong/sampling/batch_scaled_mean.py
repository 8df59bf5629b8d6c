"""The mean is normalised over the batch first.

Task: sampling
Misconception: none
Loses: 2
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        eps = keras.random.normal(ops.shape(z_mean))
        return ops.tanh(z_mean / 4) * 4 + ops.exp(0.5 * z_log_var) * eps
