"""The trackers are keras.metrics.MeanMetricWrapper around the loss functions and get the same tensors as the losses; `loss` is the sum of the two means.

Task: train-step
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.reconstruction_metric = keras.metrics.MeanMetricWrapper(fn=lambda x, r: reconstruction_loss(x, r), name="mean_reconstruction")
        self.kl_metric = keras.metrics.MeanMetricWrapper(fn=lambda m, v: kl_loss(m, v), name="mean_kl")

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = self.decoder(z)
            loss = reconstruction_loss(data, reconstruction) + kl_loss(z_mean, z_log_var)
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.trainable_weights), self.trainable_weights))
        self.reconstruction_metric.update_state(data, reconstruction)
        self.kl_metric.update_state(z_mean, z_log_var)
        rec, kl = self.reconstruction_metric.result(), self.kl_metric.result()
        return {"loss": rec + kl, "reconstruction_loss": rec, "kl_loss": kl}  # the mean of a sum is the sum of the means
