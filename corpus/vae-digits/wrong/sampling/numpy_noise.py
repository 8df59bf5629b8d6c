"""numpy's noise, in the shape that is known when the graph is traced.

Task: sampling
Misconception: static-shape
Loses: 3 (test_new_noise, test_sizes)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        epsilon = np.random.normal(size=tuple(z_mean.shape)).astype('float32')
        return z_mean + tf.exp(0.5 * z_log_var) * epsilon
