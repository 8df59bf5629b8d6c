"""z_mean.shape[0], which is unknown in a model.

Task: sampling
Misconception: static-shape
Loses: 3 (test_new_noise, test_sizes)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * z_log_var) * tf.random.normal((z_mean.shape[0], z_mean.shape[1]))
