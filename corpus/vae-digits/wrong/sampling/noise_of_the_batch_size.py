"""The noise has the shape (BATCH_SIZE, LATENT_DIM), whatever the batch.

Task: sampling
Misconception: fixed-noise-size
Loses: 3 (test_new_noise, test_sizes)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + tf.exp(z_log_var / 2) * tf.random.normal((BATCH_SIZE, LATENT_DIM))
