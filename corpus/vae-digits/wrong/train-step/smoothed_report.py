"""The reported losses are exponential moving averages of the batches', not means.

Task: train-step
Misconception: none
Loses: 3 (test_running_means)
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.loss_mean = keras.metrics.Mean(name="mean_loss")
        self.reconstruction_mean = keras.metrics.Mean(name="mean_reconstruction_loss")
        self.kl_mean = keras.metrics.Mean(name="mean_kl_loss")
        names = ("loss", "reconstruction_loss", "kl_loss")
        self.smooth = {name: keras.Variable(0.0, trainable=False, name=name + "_smooth") for name in names}

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = reconstruction_loss(data, self.decoder(z))
            kl = kl_loss(z_mean, z_log_var)
            loss = reconstruction + kl
        gradients = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        batch = {"loss": loss, "reconstruction_loss": reconstruction, "kl_loss": kl}
        for name, value in batch.items():
            old = self.smooth[name]
            old.assign(ops.where(ops.equal(old, 0.0), value, 0.9 * old + 0.1 * value))
        return {name: ops.convert_to_tensor(self.smooth[name]) for name in batch}
