"""tape.gradient gets a dict of lists, decoder first; the pairs are flattened and applied in one step.

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
        weights = {"p(x|z)": self.decoder.trainable_variables, "q(z|x)": self.encoder.trainable_variables}
        with tf.GradientTape() as tape:
            mu, log_var, z = self.encoder(data)
            rec = reconstruction_loss(data, self.decoder(z))
            kl = kl_loss(mu, log_var)
            loss = rec + kl
        gradients = tape.gradient(loss, {k: [v.value for v in vs] for k, vs in weights.items()})
        pairs = [(g, v) for part in weights for g, v in zip(gradients[part], weights[part])]
        self.optimizer.apply_gradients(pairs)
        self.loss_mean.update_state(loss)
        self.reconstruction_mean.update_state(rec)
        self.kl_mean.update_state(kl)
        return {"loss": self.loss_mean.result(), "reconstruction_loss": self.reconstruction_mean.result(), "kl_loss": self.kl_mean.result()}
