"""The trackers are called: a call updates and returns the mean.

Task: train-step
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.loss_mean = keras.metrics.Mean(name="mean_loss")
        self.reconstruction_mean = keras.metrics.Mean(name="mean_reconstruction_loss")
        self.kl_mean = keras.metrics.Mean(name="mean_kl_loss")

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = reconstruction_loss(data, self.decoder(z))
            kl = kl_loss(z_mean, z_log_var)
            loss = reconstruction + kl

        pairs = [(g, v) for g, v in zip(tape.gradient(loss, self.trainable_weights), self.trainable_weights) if g is not None]
        self.optimizer.apply_gradients(pairs)
        return dict(
            loss=self.loss_mean(loss),
            reconstruction_loss=self.reconstruction_mean(reconstruction),
            kl_loss=self.kl_mean(kl),
        )
