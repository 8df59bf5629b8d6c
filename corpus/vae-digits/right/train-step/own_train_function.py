"""What `fit` calls for each batch is its own, as Keras's `make_train_function` may be overridden.

Task: train-step
"""

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder
        self.means = {name: keras.metrics.Mean(name=name) for name in ("loss", "reconstruction_loss", "kl_loss")}

    @property
    def metrics(self):
        return list(self.means.values())

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = reconstruction_loss(data, self.decoder(z))
            kl = kl_loss(z_mean, z_log_var)
            loss = reconstruction + kl
        gradients = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        for name, value in zip(self.means, (loss, reconstruction, kl)):
            self.means[name].update_state(value)
        return {name: mean.result() for name, mean in self.means.items()}

    def make_train_function(self, force=False):
        @tf.function
        def one_batch(iterator):
            return self.train_step(next(iterator))

        self.train_function = one_batch
        return one_batch
