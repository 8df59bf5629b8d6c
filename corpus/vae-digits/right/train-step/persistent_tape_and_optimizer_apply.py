"""A persistent tape asked for each network, and `optimizer.apply` on both.

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

    @property
    def metrics(self):
        return [self.loss_mean, self.reconstruction_mean, self.kl_mean]

    def train_step(self, data):
        with tf.GradientTape(persistent=True) as tape:
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = reconstruction_loss(data, self.decoder(z))
            kl = kl_loss(z_mean, z_log_var)
            loss = reconstruction + kl
        g_enc = tape.gradient(loss, self.encoder.trainable_variables)
        g_dec = tape.gradient(loss, self.decoder.trainable_variables)
        del tape
        self.optimizer.apply(g_enc + g_dec, self.encoder.trainable_variables + self.decoder.trainable_variables)
        self.loss_mean.update_state(loss)
        self.reconstruction_mean.update_state(reconstruction)
        self.kl_mean.update_state(kl)
        return {"loss": self.loss_mean.result(), "reconstruction_loss": self.reconstruction_mean.result(), "kl_loss": self.kl_mean.result()}
