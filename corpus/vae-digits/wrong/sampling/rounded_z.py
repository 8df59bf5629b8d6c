"""z is rounded to four decimals, and rounding has no gradient.

Task: sampling
Misconception: gradient-cut
Loses: 1 (test_gradients)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        epsilon = keras.random.normal(ops.shape(z_mean))
        z = z_mean + ops.exp(0.5 * z_log_var) * epsilon
        return tf.round(z * 10000.0) / 10000.0  # easier to read in prints
