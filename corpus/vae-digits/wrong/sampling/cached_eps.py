"""The noise of a batch's shape is kept for the next call.

Task: sampling
Misconception: same-noise-at-every-call
Loses: 2 (test_new_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    eps = None
    def call(self, inputs):
        mean, log_var = inputs
        if self.eps is None or self.eps.shape != mean.shape:
            self.eps = tf.random.normal(tf.shape(mean))
        return mean + tf.exp(0.5 * log_var) * self.eps
