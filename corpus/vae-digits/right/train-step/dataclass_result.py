"""A dataclass carries the parts; the KL's mean is the difference of the two means.

Task: train-step
"""

# %% cell: train-step
import dataclasses

@dataclasses.dataclass
class Losses:
    reconstruction: tf.Tensor
    kl: tf.Tensor

    @property
    def total(self):
        return self.reconstruction + self.kl

class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.loss_mean = keras.metrics.Mean(name="mean_loss")
        self.reconstruction_mean = keras.metrics.Mean(name="mean_reconstruction_loss")
        self.kl_mean = keras.metrics.Mean(name="mean_kl_loss")

    def train_step(self, data):

        with tf.GradientTape() as tape:
            outputs = self.encoder(data)
            l = Losses(reconstruction_loss(data, self.decoder(outputs[-1])), kl_loss(*outputs[:2]))
            total = l.total
        grads = tape.gradient(total, self.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.trainable_weights))
        self.loss_mean.update_state(total)
        self.reconstruction_mean.update_state(l.reconstruction)
        loss, reconstruction = self.loss_mean.result(), self.reconstruction_mean.result()
        return {"loss": loss, "reconstruction_loss": reconstruction, "kl_loss": loss - reconstruction}
