"""The losses have an extra optional argument reduce, and train_step asks for the values per image and averages them itself.

Task: train-step
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction, reduce=True):
    per_image = ops.sum(keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2))
    return ops.mean(per_image) if reduce else per_image


def kl_loss(z_mean, z_log_var, reduce=True):
    per_image = -0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1)
    return ops.mean(per_image) if reduce else per_image

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
            rec = reconstruction_loss(data, self.decoder(z), reduce=False)   # (batch,)
            kl = kl_loss(z_mean, z_log_var, reduce=False)                    # (batch,)
            loss = ops.mean(rec + kl)
        grads = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.trainable_weights))
        self.loss_mean.update_state(rec + kl)
        self.reconstruction_mean.update_state(rec)
        self.kl_mean.update_state(kl)
        return {"loss": self.loss_mean.result(), "reconstruction_loss": self.reconstruction_mean.result(), "kl_loss": self.kl_mean.result()}
