"""Two gradients from one persistent tape, applied in one step.

Task: train-step
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder = encoder
        self.decoder = decoder
        self.total_loss_tracker = keras.metrics.Mean(name="total_loss")
        self.reconstruction_loss_tracker = keras.metrics.Mean(name="reconstruction_loss")
        self.kl_loss_tracker = keras.metrics.Mean(name="kl_loss")

    @property
    def metrics(self):
        return [self.total_loss_tracker, self.reconstruction_loss_tracker, self.kl_loss_tracker]

    def train_step(self, data):
        with tf.GradientTape(persistent=True) as tape:
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = self.decoder(z)
            rl = reconstruction_loss(data, reconstruction)
            kl = kl_loss(z_mean, z_log_var)
            total = rl + kl
        e, d = self.encoder.trainable_weights, self.decoder.trainable_weights
        grads = tape.gradient(total, e) + tape.gradient(total, d)
        self.optimizer.apply_gradients(zip(grads, e + d))
        self.total_loss_tracker.update_state(total)
        self.reconstruction_loss_tracker.update_state(rl)
        self.kl_loss_tracker.update_state(kl)
        return {"loss": self.total_loss_tracker.result(), "reconstruction_loss": self.reconstruction_loss_tracker.result(), "kl_loss": self.kl_loss_tracker.result()}
