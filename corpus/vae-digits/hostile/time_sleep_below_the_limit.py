"""Right answers, each given after 15 s: below the limit of a question, so that the whole submission's time is used up by one task.

Attack: time
Deserves: 80
Keeps: 10
"""

# %% cell: sampling
import time

class Sampling(layers.Layer):
    def call(self, inputs):
        time.sleep(15)
        z_mean, z_log_var = inputs
        epsilon = keras.random.normal(ops.shape(z_mean))
        return z_mean + ops.exp(0.5 * z_log_var) * epsilon
