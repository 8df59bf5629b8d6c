"""Gradients are accumulated: the optimizer steps at every second batch only.

Task: train-step
Misconception: none
Loses: 9
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.loss_mean = keras.metrics.Mean(name="mean_loss")
        self.reconstruction_mean = keras.metrics.Mean(name="mean_reconstruction_loss")
        self.kl_mean = keras.metrics.Mean(name="mean_kl_loss")

        self.count = self.add_weight(shape=(), dtype="int32", initializer="zeros", trainable=False)

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = reconstruction_loss(data, self.decoder(z))
            kl = kl_loss(z_mean, z_log_var)
            loss = reconstruction + kl
        self.count.assign_add(1)
        gradients = tape.gradient(loss, self.trainable_weights)
        on = tf.cast(tf.equal(self.count.value % 2, 1), tf.float32)
        self.optimizer.apply_gradients([(g * on, v) for g, v in zip(gradients, self.trainable_weights)])

        self.loss_mean.update_state(loss)
        self.reconstruction_mean.update_state(reconstruction)
        self.kl_mean.update_state(kl)
        return {
            "loss": self.loss_mean.result(),
            "reconstruction_loss": self.reconstruction_mean.result(),
            "kl_loss": self.kl_mean.result(),
        }
