"""Two whole steps for each batch, with a penalty on the size of the weights.

Task: train-step
Misconception: several-steps-a-batch, weight-penalty
Loses: 7 (test_encoder, test_one_step)
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
        for _ in range(2):
            with tf.GradientTape() as tape:
                z_mean, z_log_var, z = self.encoder(data)
                reconstruction = reconstruction_loss(data, self.decoder(z))
                kl = kl_loss(z_mean, z_log_var)
                loss = reconstruction + kl
                size = tf.add_n([tf.reduce_sum(tf.square(weight)) for weight in self.trainable_weights])
                penalised = loss + 0.01 * size
            gradients = tape.gradient(penalised, self.trainable_weights)
            self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        self.loss_mean.update_state(loss)
        self.reconstruction_mean.update_state(reconstruction)
        self.kl_mean.update_state(kl)
        return {
            "loss": self.loss_mean.result(),
            "reconstruction_loss": self.reconstruction_mean.result(),
            "kl_loss": self.kl_mean.result(),
        }
