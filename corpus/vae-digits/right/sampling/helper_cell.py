"""The noise comes from a helper function in a cell of the student's own.

Task: sampling
"""

# %% extra before: sampling
def noise_like(tensor):
    return tf.random.normal(tf.shape(tensor), dtype=tensor.dtype)


def deviation(log_var):
    return tf.exp(log_var / 2)

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + deviation(z_log_var) * noise_like(z_mean)
