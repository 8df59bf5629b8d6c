"""Guards that never bind: check_numerics on the loss, and gradients that are not finite are replaced by zeros.

Task: train-step
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        assert encoder is not None and decoder is not None, "VAE needs both models"
        self.encoder, self.decoder = encoder, decoder
        self.loss_mean = keras.metrics.Mean(name="mean_loss")
        self.reconstruction_mean = keras.metrics.Mean(name="mean_reconstruction_loss")
        self.kl_mean = keras.metrics.Mean(name="mean_kl_loss")

    @staticmethod
    def _finite(gradient):
        if gradient is None:
            raise RuntimeError("a weight has no gradient")
        return tf.where(tf.math.is_finite(gradient), gradient, tf.zeros_like(gradient))

    def train_step(self, data):
        if isinstance(data, (tuple, list)):
            data = data[0]
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data, training=True)
            reconstruction = self.decoder(z, training=True)
            rec = tf.debugging.check_numerics(reconstruction_loss(data, reconstruction), "reconstruction")
            kl = tf.debugging.check_numerics(kl_loss(z_mean, z_log_var), "KL")
            total = tf.add_n([rec, kl])
        variables = self.trainable_variables
        gradients = [self._finite(g) for g in tape.gradient(total, variables)]
        self.optimizer.apply_gradients(list(zip(gradients, variables)))

        self.loss_mean.update_state(total)
        self.reconstruction_mean.update_state(rec)
        self.kl_mean.update_state(kl)
        return dict(loss=self.loss_mean.result(),
                    reconstruction_loss=self.reconstruction_mean.result(),
                    kl_loss=self.kl_mean.result())
