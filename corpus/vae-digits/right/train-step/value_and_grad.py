"""A helper value_and_grad with auxiliary outputs, and the loss as a closure without arguments.

Task: train-step
"""

# %% cell: train-step
def value_and_grad(function, variables):
    """Like jax.value_and_grad(..., has_aux=True), for a function of nothing that reads variables."""
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        for v in variables:
            tape.watch(v.value)
        value, aux = function()
    return (value, aux), tape.gradient(value, [v.value for v in variables])


class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.loss_mean = keras.metrics.Mean(name="mean_loss")
        self.reconstruction_mean = keras.metrics.Mean(name="mean_reconstruction_loss")
        self.kl_mean = keras.metrics.Mean(name="mean_kl_loss")

    def train_step(self, data):
        def negative_elbo():
            z_mean, z_log_var, z = self.encoder(data)
            r = self.decoder(z)
            rec, kl = reconstruction_loss(data, r), kl_loss(z_mean, z_log_var)
            return rec + kl, (rec, kl)

        params = self.trainable_weights
        (loss, (rec, kl)), grads = value_and_grad(negative_elbo, params)
        self.optimizer.apply_gradients(zip(grads, params))
        self.loss_mean.update_state(loss)
        self.reconstruction_mean.update_state(rec)
        self.kl_mean.update_state(kl)
        return {"loss": self.loss_mean.result(), "reconstruction_loss": self.reconstruction_mean.result(), "kl_loss": self.kl_mean.result()}
