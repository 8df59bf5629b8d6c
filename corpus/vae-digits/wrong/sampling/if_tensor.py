"""An `if` that asks about a tensor, which a graph can't.

Task: sampling
Misconception: none
Loses: 3 (test_new_noise, test_sizes)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        mean, log_var = inputs
        if tf.reduce_max(log_var) > 20:
            log_var = log_var * 0 + 20
        return mean + tf.exp(0.5 * log_var) * tf.random.normal(tf.shape(mean))
