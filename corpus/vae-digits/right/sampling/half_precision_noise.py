"""The noise is drawn in half precision and cast.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        epsilon = ops.cast(keras.random.normal(ops.shape(z_mean), dtype="float16"), "float32")
        return z_mean + ops.exp(0.5 * z_log_var) * epsilon
