"""Trackers in a dict built by a loop: keras.metrics.Sum for each loss and one for the number of batches; the means are their quotients.

Task: train-step
"""

# %% cell: train-step
class VAE(keras.Model):
    NAMES = ("loss", "reconstruction_loss", "kl_loss")

    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.sums = {name: keras.metrics.Sum(name="sum_of_" + name) for name in self.NAMES}
        self.batches = keras.metrics.Sum(name="number_of_batches")

    @property
    def metrics(self):
        return list(self.sums.values()) + [self.batches]

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            values = {"reconstruction_loss": reconstruction_loss(data, self.decoder(z)), "kl_loss": kl_loss(z_mean, z_log_var)}
            values["loss"] = values["reconstruction_loss"] + values["kl_loss"]
        gradients = tape.gradient(values["loss"], self.trainable_weights)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        self.batches.update_state(1.0)
        for name in self.NAMES:
            self.sums[name].update_state(values[name])
        return {name: self.sums[name].result() / self.batches.result() for name in self.NAMES}
