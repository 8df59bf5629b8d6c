"""reparameterise in a helper cell, stateless noise with a fresh seed, draws around z_mean.

Task: train-step
"""

# %% extra before: train-step
def reparameterise(mu, log_var):
    seed = tf.random.uniform([2], maxval=2**31 - 1, dtype=tf.int32)
    return mu + tf.exp(log_var / 2) * tf.random.stateless_normal(tf.shape(mu), seed)

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
            z_mean, z_log_var = self.encoder(data)[:2]
            reconstruction = reconstruction_loss(data, self.decoder(reparameterise(z_mean, z_log_var)))
            kl = kl_loss(z_mean, z_log_var)
            loss = reconstruction + kl
        gradients = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        self.loss_mean.update_state(loss)
        self.reconstruction_mean.update_state(reconstruction)
        self.kl_mean.update_state(kl)
        return {
            "loss": self.loss_mean.result(),
            "reconstruction_loss": self.reconstruction_mean.result(),
            "kl_loss": self.kl_mean.result(),
        }
