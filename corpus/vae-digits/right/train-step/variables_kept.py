"""The variables are listed once in the constructor; unusual names; train_on_batch delegates to a private method.

Task: train-step
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, enc, dec, *args, **kw):
        super().__init__(*args, **kw)
        self.encoder = enc
        self.decoder = dec
        self._trackers = [keras.metrics.Mean(name=n) for n in ("loss", "reconstruction_loss", "kl_loss")]

    def _vars(self):
        return [*self.encoder.trainable_variables, *self.decoder.trainable_variables]

    def _forward(self, x):
        mu, lv, z = self.encoder(x, training=True)
        re = reconstruction_loss(x, self.decoder(z, training=True))
        kl = kl_loss(mu, lv)
        return re + kl, re, kl

    def train_step(self, data):
        with tf.GradientTape() as t:
            values = self._forward(data)
        self.optimizer.apply_gradients(zip(t.gradient(values[0], self._vars()), self._vars()))
        for tracker, value in zip(self._trackers, values):
            tracker.update_state(value)
        return {tracker.name: tracker.result() for tracker in self._trackers}
