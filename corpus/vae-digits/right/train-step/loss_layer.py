"""An endpoint layer of the student's own takes image, reconstruction and moments and returns the three losses; PyTorch names (forward, criterion).

Task: train-step
"""

# %% cell: train-step
class ELBOLoss(layers.Layer):
    """nn.Module-like criterion: [x, x_hat, mu, logvar] -> (loss, bce, kld)."""

    def call(self, inputs):
        x, x_hat, mu, logvar = inputs
        eps = 1e-7
        x_hat = ops.clip(x_hat, eps, 1.0 - eps)
        bce = -ops.sum(x * ops.log(x_hat) + (1.0 - x) * ops.log(1.0 - x_hat)) / ops.cast(ops.shape(x)[0], "float32")
        kld = -0.5 * ops.mean(ops.sum(1.0 + logvar - mu**2 - ops.exp(logvar), axis=-1))
        return bce + kld, bce, kld


class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.criterion = ELBOLoss()
        self.meters = [keras.metrics.Mean(name=n) for n in ("loss", "reconstruction_loss", "kl_loss")]

    @property
    def metrics(self):
        return self.meters

    def forward(self, x):
        mu, logvar, z = self.encoder(x)
        return self.decoder(z), mu, logvar

    def train_step(self, batch):
        with tf.GradientTape() as tape:
            x_hat, mu, logvar = self.forward(batch)
            losses = self.criterion([batch, x_hat, mu, logvar])
        params = self.trainable_weights
        self.optimizer.apply_gradients(zip(tape.gradient(losses[0], params), params))
        for meter, value in zip(self.meters, losses):
            meter.update_state(value)
        return {meter.name: meter.result() for meter in self.meters}
