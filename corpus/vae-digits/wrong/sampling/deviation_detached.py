"""The gradient is stopped at the deviation.

Task: sampling
Misconception: gradient-cut
Loses: 1 (test_gradients)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.stop_gradient(ops.exp(0.5 * z_log_var)) * keras.random.normal(ops.shape(z_mean))
