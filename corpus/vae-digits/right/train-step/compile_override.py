"""Its own `compile`, which makes the trackers.

Task: train-step
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder

    def compile(self, optimizer, **kwargs):
        super().compile(optimizer=optimizer, **kwargs)
        self.loss_mean = keras.metrics.Mean()
        self.reconstruction_mean = keras.metrics.Mean()
        self.kl_mean = keras.metrics.Mean()

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = reconstruction_loss(data, self.decoder(z))
            kl = kl_loss(z_mean, z_log_var)
            loss = reconstruction + kl
        gradients = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        self.loss_mean.update_state(loss)
        self.reconstruction_mean.update_state(reconstruction)
        self.kl_mean.update_state(kl)
        return {
            "loss": self.loss_mean.result(),
            "reconstruction_loss": self.reconstruction_mean.result(),
            "kl_loss": self.kl_mean.result(),
        }
