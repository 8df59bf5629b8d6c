"""Outside of training the noise is halved (a 'temperature').

Task: sampling
Misconception: none
Loses: 1 (test_training_flag)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs, training=None):
        z_mean, z_log_var = inputs
        temperature = 1.0 if training else 0.5  # less random when the model is used
        epsilon = temperature * keras.random.normal(ops.shape(z_mean))
        return z_mean + ops.exp(0.5 * z_log_var) * epsilon
