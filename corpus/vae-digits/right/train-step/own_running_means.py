"""Running means of its own variables, reset with the epoch.

Task: train-step
"""

# %% cell: train-step
class RunningMean(keras.metrics.Metric):
    def __init__(self, name):
        super().__init__(name=name)
        self.total = self.add_weight(name="total", initializer="zeros")
        self.count = self.add_weight(name="count", initializer="zeros")

    def update_state(self, value, sample_weight=None):
        self.total.assign_add(value)
        self.count.assign_add(1.0)

    def result(self):
        return self.total / self.count


class VAE(keras.Model):
    def __init__(self, encoder, decoder, name="vae"):
        super().__init__(name=name)
        self.encoder = encoder
        self.decoder = decoder
        self.trackers = {key: RunningMean(key) for key in ("total", "rec", "kl")}

    @property
    def metrics(self):
        return list(self.trackers.values())

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            rec = reconstruction_loss(data, self.decoder(z))
            kl = kl_loss(z_mean, z_log_var)
            total = rec + kl
        weights = self.trainable_weights
        self.optimizer.apply_gradients(zip(tape.gradient(total, weights), weights))
        for key, value in (("total", total), ("rec", rec), ("kl", kl)):
            self.trackers[key].update_state(value)
        return {
            "loss": self.trackers["total"].result(),
            "reconstruction_loss": self.trackers["rec"].result(),
            "kl_loss": self.trackers["kl"].result(),
        }
