"""The gradient with respect to z_mean is applied to the weights.

Task: train-step
Misconception: none
Loses: 25 (test_names)
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.trackers = [keras.metrics.Mean(name=name) for name in ("loss", "reconstruction_loss", "kl_loss")]

    @property
    def metrics(self):
        return self.trackers

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            rec = reconstruction_loss(data, self.decoder(z))
            kl = kl_loss(z_mean, z_log_var)
            total = rec + kl
        gradients = tape.gradient(total, [z_mean])
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        for tracker, value in zip(self.trackers, (total, rec, kl)):
            tracker.update_state(value)
        return {tracker.name: tracker.result() for tracker in self.trackers}
