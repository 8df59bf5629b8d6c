"""Two gradients from one persistent tape, one for each network, applied together; the epoch's sums kept in variables.

Task: train-step
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder, name="vae", **kwargs):
        super().__init__(name=name, **kwargs)
        self.encoder = encoder
        self.decoder = decoder
        self.trackers = {key: keras.metrics.Mean(name=f"epoch_{key}") for key in ("loss", "reconstruction_loss", "kl_loss")}

    @property
    def metrics(self):
        return list(self.trackers.values())

    def train_step(self, data):
        images = data[0] if isinstance(data, (tuple, list)) else data
        with tf.GradientTape(persistent=True) as tape:
            z_mean, z_log_var, z = self.encoder(images, training=True)
            losses = {
                "reconstruction_loss": reconstruction_loss(images, self.decoder(z, training=True)),
                "kl_loss": kl_loss(z_mean, z_log_var),
            }
            losses["loss"] = losses["reconstruction_loss"] + losses["kl_loss"]
        by_encoder = tape.gradient(losses["loss"], self.encoder.trainable_variables)
        by_decoder = tape.gradient(losses["reconstruction_loss"], self.decoder.trainable_variables)
        del tape
        variables = self.encoder.trainable_variables + self.decoder.trainable_variables
        self.optimizer.apply(by_encoder + by_decoder, variables)
        for key, tracker in self.trackers.items():
            tracker.update_state(losses[key])
        return {key: tracker.result() for key, tracker in self.trackers.items()}
