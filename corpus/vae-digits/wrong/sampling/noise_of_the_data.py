"""The noise is a function of z_mean: equal inputs have equal noise at every call.

Task: sampling
Misconception: same-noise-at-every-call
Loses: 2 (test_new_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        seed = tf.stack([tf.cast(1000.0 * tf.reduce_sum(tf.abs(z_mean)), tf.int32), 7])
        epsilon = tf.random.stateless_normal(tf.shape(z_mean), seed=seed)
        return z_mean + tf.exp(0.5 * z_log_var) * epsilon
