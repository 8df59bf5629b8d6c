"""The sum of two independent normals over the root of 2.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs[0], inputs[1]
        shape = ops.shape(z_mean)
        noise = (keras.random.normal(shape) + keras.random.normal(shape)) / np.sqrt(2.0)
        return ops.add(z_mean, ops.multiply(ops.exp(ops.multiply(0.5, z_log_var)), noise))
