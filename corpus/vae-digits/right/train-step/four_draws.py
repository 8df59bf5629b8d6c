"""Four draws of z for each image, the reconstruction loss is the mean over them: the same expectation with less noise.

Task: train-step
"""

# %% cell: train-step
class VAE(keras.Model):
    DRAWS = 4

    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.loss_mean = keras.metrics.Mean(name="mean_loss")
        self.reconstruction_mean = keras.metrics.Mean(name="mean_reconstruction_loss")
        self.kl_mean = keras.metrics.Mean(name="mean_kl_loss")

    def train_step(self, data):
        with tf.GradientTape() as tape:
            mu, log_var, _ = self.encoder(data)
            rec = 0.0
            for _ in range(self.DRAWS):
                z = mu + tf.exp(0.5 * log_var) * tf.random.normal(tf.shape(mu))
                rec += reconstruction_loss(data, self.decoder(z)) / self.DRAWS
            kl = kl_loss(mu, log_var)
            loss = rec + kl
        grads = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.trainable_weights))
        self.loss_mean.update_state(loss)
        self.reconstruction_mean.update_state(rec)
        self.kl_mean.update_state(kl)
        return {"loss": self.loss_mean.result(), "reconstruction_loss": self.reconstruction_mean.result(), "kl_loss": self.kl_mean.result()}
