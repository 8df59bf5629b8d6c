"""The tape differentiates the vector of per-image losses with output_gradients of 1 / batch; per-image values go into the trackers.

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
            rec = tf.reduce_sum(keras.losses.binary_crossentropy(data, self.decoder(z)), axis=(1, 2))      # (batch,)
            kl = 0.5 * tf.reduce_sum(z_mean**2 + tf.exp(z_log_var) - z_log_var - 1.0, axis=1)              # (batch,)
            per_image = rec + kl
        share = tf.ones_like(per_image) / tf.cast(tf.size(per_image), per_image.dtype)  # the mean, as a vector-Jacobian product
        gradients = tape.gradient(per_image, self.trainable_weights, output_gradients=share)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        self.loss_mean.update_state(per_image)
        self.reconstruction_mean.update_state(rec)
        self.kl_mean.update_state(kl)
        return {"loss": self.loss_mean.result(), "reconstruction_loss": self.reconstruction_mean.result(), "kl_loss": self.kl_mean.result()}
