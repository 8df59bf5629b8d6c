"""TensorFlow 1's tf.gradients in place of a tape: right wherever fit compiles the step, an error in eager mode.

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
        z_mean, z_log_var, z = self.encoder(data)
        rec = reconstruction_loss(data, self.decoder(z))
        kl = kl_loss(z_mean, z_log_var)
        loss = rec + kl
        weights = self.trainable_weights
        grads = tf.gradients(loss, [w.value.handle for w in weights])
        self.optimizer.apply_gradients(zip(grads, weights))
        self.loss_mean.update_state(loss)
        self.reconstruction_mean.update_state(rec)
        self.kl_mean.update_state(kl)
        return {"loss": self.loss_mean.result(), "reconstruction_loss": self.reconstruction_mean.result(), "kl_loss": self.kl_mean.result()}
