"""The batch is cut into two halves, the gradients of the halves' sums over n are added up, and the optimizer is applied once.

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
        n = tf.shape(data)[0]
        count = tf.cast(n, tf.float32)
        total_grads, total_rec, total_kl = None, 0.0, 0.0
        # my laptop's memory is small: two micro-batches, ONE step (an empty half contributes 0)
        for part in (data[: n // 2], data[n // 2 :]):
            with tf.GradientTape() as tape:
                mu, log_var, z = self.encoder(part)
                rec = tf.reduce_sum(keras.losses.binary_crossentropy(part, self.decoder(z))) / count
                kl = tf.reduce_sum(0.5 * (mu**2 + tf.exp(log_var) - 1 - log_var)) / count
                loss = rec + kl
            grads = tape.gradient(loss, self.trainable_weights)
            total_grads = grads if total_grads is None else [a + b for a, b in zip(total_grads, grads)]
            total_rec, total_kl = total_rec + rec, total_kl + kl
        self.optimizer.apply_gradients(zip(total_grads, self.trainable_weights))
        self.loss_mean.update_state(total_rec + total_kl)
        self.reconstruction_mean.update_state(total_rec)
        self.kl_mean.update_state(total_kl)
        return {
            "loss": self.loss_mean.result(),
            "reconstruction_loss": self.reconstruction_mean.result(),
            "kl_loss": self.kl_mean.result(),
        }
