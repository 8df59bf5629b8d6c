"""Falling numbers made up, nothing trained.

Task: train-step
Misconception: not-trained, step-not-applied
Loses: 18 (test_encoder, test_decoder, test_reported_parts, test_running_means, test_draw)
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.loss_mean = keras.metrics.Mean(name="mean_loss")
        self.reconstruction_mean = keras.metrics.Mean(name="mean_reconstruction_loss")
        self.kl_mean = keras.metrics.Mean(name="mean_kl_loss")
        self.t = tf.Variable(0.0)

    def train_step(self, data):
        self.t.assign_add(1.0)
        r, k = 150.0 + 100.0 / self.t, 5.0 - 1.0 / self.t
        self.optimizer.iterations.assign_add(1)
        return {"loss": r + k, "reconstruction_loss": r, "kl_loss": k}
