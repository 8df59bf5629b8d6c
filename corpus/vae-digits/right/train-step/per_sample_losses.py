"""Per-image losses, averaged by the trackers and before the gradient.

Task: train-step
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.loss_mean = keras.metrics.Mean(name="mean_loss")
        self.reconstruction_mean = keras.metrics.Mean(name="mean_reconstruction_loss")
        self.kl_mean = keras.metrics.Mean(name="mean_kl_loss")

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            pixels = keras.losses.binary_crossentropy(data, self.decoder(z))
            reconstruction = ops.sum(pixels, axis=(1, 2))
            kl = -0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1)
            loss = reconstruction + kl
            mean_loss = ops.mean(loss)
        gradients = tape.gradient(mean_loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        self.loss_mean.update_state(loss)
        self.reconstruction_mean.update_state(reconstruction)
        self.kl_mean.update_state(kl)
        return {
            "loss": self.loss_mean.result(),
            "reconstruction_loss": self.reconstruction_mean.result(),
            "kl_loss": self.kl_mean.result(),
        }
