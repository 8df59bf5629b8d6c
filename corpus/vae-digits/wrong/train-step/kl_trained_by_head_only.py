"""The KL's gradient reaches the two heads alone, the hidden layer gets the reconstruction's.

Task: train-step
Misconception: none
Loses: 5 (test_encoder)
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
        genc = tape.gradient(reconstruction, self.encoder.trainable_weights[:2])
        ghead = tape.gradient(loss, self.encoder.trainable_weights[2:])
        gdec = tape.gradient(loss, self.decoder.trainable_weights)
        self.optimizer.apply_gradients(zip(genc + ghead + gdec, self.trainable_weights))
        self.loss_mean.update_state(loss)
        self.reconstruction_mean.update_state(reconstruction)
        self.kl_mean.update_state(kl)
        return {"loss": self.loss_mean.result(), "reconstruction_loss": self.reconstruction_mean.result(), "kl_loss": self.kl_mean.result()}
