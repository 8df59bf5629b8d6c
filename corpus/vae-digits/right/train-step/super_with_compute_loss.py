"""compute_loss and call are overridden, and Keras's own train_step does the step and keeps the loss.

Task: train-step
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.reconstruction_mean = keras.metrics.Mean(name="reconstruction_loss")
        self.kl_mean = keras.metrics.Mean(name="kl_loss")

    def call(self, inputs, training=None):
        z_mean, z_log_var, z = self.encoder(inputs, training=training)
        return z_mean, z_log_var, self.decoder(z, training=training)

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        z_mean, z_log_var, reconstruction = y_pred
        rec, kl = reconstruction_loss(x, reconstruction), kl_loss(z_mean, z_log_var)
        # Keras weighs its own "loss" by the batch size: do the same, so that the numbers add up
        n = ops.shape(x)[0]
        self.reconstruction_mean.update_state(rec, sample_weight=n)
        self.kl_mean.update_state(kl, sample_weight=n)
        return rec + kl

    def train_step(self, data):
        return super().train_step(data)
