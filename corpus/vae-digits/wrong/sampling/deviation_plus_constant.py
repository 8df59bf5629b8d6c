"""0.01 is added to the variance "for stability".

Task: sampling
Misconception: none
Loses: 4
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        std = tf.sqrt(tf.exp(z_log_var) + 0.01)
        return z_mean + std * tf.random.normal(tf.shape(z_mean))
