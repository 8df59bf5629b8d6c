"""numpy's noise, drawn once when the graph is traced.

Task: sampling
Misconception: same-noise-at-every-call
Loses: 3 (test_new_noise, test_sizes)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        epsilon = np.random.normal(size=tuple(z_mean.shape)).astype('float32')
        return z_mean + tf.exp(0.5 * z_log_var) * epsilon
