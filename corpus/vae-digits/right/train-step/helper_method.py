"""A method returns losses, another applies the gradients.

Task: train-step
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        pass
        self.loss_mean = keras.metrics.Mean(name="loss")
        self.reconstruction_mean = keras.metrics.Mean(name="reconstruction_loss")
        self.kl_mean = keras.metrics.Mean(name="kl_loss")

    def _loss_terms(self, x):
        m, lv, z = self.encoder(x)
        r, k = reconstruction_loss(x, self.decoder(z)), kl_loss(m, lv)
        return r + k, r, k

    def _descend(self, tape, loss):
        weights = self.encoder.trainable_weights + self.decoder.trainable_weights
        self.optimizer.apply_gradients(list(zip(tape.gradient(loss, weights), weights)))

    @property
    def metrics(self):
        return [self.loss_mean, self.reconstruction_mean, self.kl_mean]

    def train_step(self, data):
        with tf.GradientTape() as tape:
            loss, reconstruction, kl = self._loss_terms(data)
        self._descend(tape, loss)
        self.loss_mean.update_state(loss)
        self.reconstruction_mean.update_state(reconstruction)
        self.kl_mean.update_state(kl)
        return {m.name: m.result() for m in self.metrics}

