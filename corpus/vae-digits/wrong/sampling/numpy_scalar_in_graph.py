"""A numpy seed, frozen when the graph is traced.

Task: sampling
Misconception: same-noise-at-every-call
Loses: 2 (test_new_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        seed = np.random.randint(0, 2**31 - 1, size=2)
        return z_mean + ops.exp(0.5 * z_log_var) * tf.random.stateless_normal(tf.shape(z_mean), seed=seed)
