"""Encoder and decoder take turns, batch by batch.

Task: train-step
Misconception: none
Loses: 9 (test_encoder, test_decoder)
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.loss_mean = keras.metrics.Mean(name="mean_loss")
        self.reconstruction_mean = keras.metrics.Mean(name="mean_reconstruction_loss")
        self.kl_mean = keras.metrics.Mean(name="mean_kl_loss")

        self.turn = self.add_weight(shape=(), dtype="int32", initializer="zeros", trainable=False)

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = reconstruction_loss(data, self.decoder(z))
            kl = kl_loss(z_mean, z_log_var)
            loss = reconstruction + kl
        on = tf.cast(self.turn.value % 2, tf.float32)
        self.turn.assign_add(1)
        ew, dw = self.encoder.trainable_weights, self.decoder.trainable_weights
        grads = tape.gradient(loss, ew + dw)
        grads = [g * (1.0 - on) for g in grads[:len(ew)]] + [g * on for g in grads[len(ew):]]
        self.optimizer.apply_gradients(zip(grads, ew + dw))

        self.loss_mean.update_state(loss)
        self.reconstruction_mean.update_state(reconstruction)
        self.kl_mean.update_state(kl)
        return {
            "loss": self.loss_mean.result(),
            "reconstruction_loss": self.reconstruction_mean.result(),
            "kl_loss": self.kl_mean.result(),
        }
