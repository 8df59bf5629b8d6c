"""The encoder's gradients are halved, because 'two losses reach it'.

Task: train-step
Misconception: none
Loses: 5 (test_encoder)
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
            reconstruction = reconstruction_loss(data, self.decoder(z))
            kl = kl_loss(z_mean, z_log_var)
            loss = reconstruction + kl
        gradients = tape.gradient(loss, self.trainable_weights)
        of_encoder = {id(w) for w in self.encoder.trainable_weights}
        pairs = []
        for gradient, weight in zip(gradients, self.trainable_weights):
            if id(weight) in of_encoder:
                gradient = gradient / 2.0  # both losses reach the encoder, only one the decoder
            pairs.append((gradient, weight))
        self.optimizer.apply_gradients(pairs)
        self.loss_mean.update_state(loss)
        self.reconstruction_mean.update_state(reconstruction)
        self.kl_mean.update_state(kl)
        return {
            "loss": self.loss_mean.result(),
            "reconstruction_loss": self.reconstruction_mean.result(),
            "kl_loss": self.kl_mean.result(),
        }
