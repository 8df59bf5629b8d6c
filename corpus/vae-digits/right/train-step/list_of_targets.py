"""The two losses are handed to tape.gradient as a list of targets, whose gradients it adds: the sum is never differentiated by itself.

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
        with tf.GradientTape() as tape:
            *q, z = self.encoder(data)
            parts = [reconstruction_loss(data, self.decoder(z)), kl_loss(*q)]
        # "targets: a list ... of Tensors to be differentiated": the gradients of the list are summed
        gradients = tape.gradient(parts, self.trainable_weights, unconnected_gradients=tf.UnconnectedGradients.ZERO)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        self.loss_mean.update_state(sum(parts))
        self.reconstruction_mean.update_state(parts[0])
        self.kl_mean.update_state(parts[1])
        return {
            "loss": self.loss_mean.result(),
            "reconstruction_loss": self.reconstruction_mean.result(),
            "kl_loss": self.kl_mean.result(),
        }
