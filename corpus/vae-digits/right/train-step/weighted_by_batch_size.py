"""The means are weighted by the batch's size.

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


    @property
    def metrics(self):
        return [self.loss_mean, self.reconstruction_mean, self.kl_mean]

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = reconstruction_loss(data, self.decoder(z))
            kl = kl_loss(z_mean, z_log_var)
            loss = reconstruction + kl
        gradients = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        n = tf.cast(tf.shape(data)[0], tf.float32)
        self.loss_mean.update_state(loss, sample_weight=n)
        self.reconstruction_mean.update_state(reconstruction, sample_weight=n)
        self.kl_mean.update_state(kl, sample_weight=n)
        return {m.name: m.result() for m in self.metrics}

