"""Debugging is left in: a plain print while tracing, and a tf.print of norms at every hundredth step.

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
        print("tracing train_step with", data.shape, data.dtype)
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = self.decoder(z)
            print("shapes:", z_mean.shape, z_log_var.shape, z.shape, reconstruction.shape)
            rec = reconstruction_loss(data, reconstruction)
            kl = kl_loss(z_mean, z_log_var)
            loss = rec + kl
        grads = tape.gradient(loss, self.trainable_weights)
        assert all(g is not None for g in grads)
        step = tf.cast(ops.convert_to_tensor(self.optimizer.iterations), tf.int64)

        def report():
            tf.print("step", step, "loss", loss, "rec", rec, "kl", kl, "|g|", tf.linalg.global_norm(grads),
                     "sigma", tf.reduce_mean(tf.exp(0.5 * z_log_var)))
            return tf.constant(0)

        tf.cond(tf.equal(step % 100, 0), report, lambda: tf.constant(0))
        self.optimizer.apply_gradients(zip(grads, self.trainable_weights))
        self.loss_mean.update_state(loss)
        self.reconstruction_mean.update_state(rec)
        self.kl_mean.update_state(kl)
        return {"loss": self.loss_mean.result(), "reconstruction_loss": self.reconstruction_mean.result(), "kl_loss": self.kl_mean.result()}
