"""An autoencoder in Keras's sense: compile sets the reconstruction loss, call adds the KL, and train_step hands (data, data) to Keras's own.

Task: train-step
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.reconstruction_mean = keras.metrics.Mean(name="reconstruction_loss")
        self.kl_mean = keras.metrics.Mean(name="kl_loss")

    def compile(self, optimizer="rmsprop", **kwargs):
        kwargs.setdefault("loss", reconstruction_loss)
        super().compile(optimizer=optimizer, **kwargs)

    def call(self, images):
        z_mean, z_log_var, z = self.encoder(images)
        kl = kl_loss(z_mean, z_log_var)
        self.add_loss(kl)
        reconstruction = self.decoder(z)
        n = ops.shape(images)[0]  # like Keras's own "loss"
        self.kl_mean.update_state(kl, sample_weight=n)
        self.reconstruction_mean.update_state(reconstruction_loss(images, reconstruction), sample_weight=n)
        return reconstruction

    def train_step(self, data):
        logs = super().train_step((data, data))  # input and target are the same
        return {key: logs[key] for key in ("loss", "reconstruction_loss", "kl_loss")}
