"""The global seed is set anew inside the call.

Task: sampling
Misconception: same-noise-at-every-call
Loses: 2 (test_new_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        tf.random.set_seed(0)
        return z_mean + ops.exp(0.5 * z_log_var) * tf.random.normal(tf.shape(z_mean), seed=1)
