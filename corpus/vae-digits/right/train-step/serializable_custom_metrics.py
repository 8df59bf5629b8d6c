"""Registered class with get_config, call, metrics property and compute_metrics-free get_metrics_result.

Task: train-step
"""

# %% cell: train-step
@keras.saving.register_keras_serializable(package="vae")
class VAE(keras.Model):
    def __init__(self, encoder, decoder, name="vae", **kwargs):
        super().__init__(name=name, **kwargs)
        self.encoder = encoder
        self.decoder = decoder
        self.total_loss_tracker = keras.metrics.Mean(name="loss")
        self.reconstruction_loss_tracker = keras.metrics.Mean(name="reconstruction_loss")
        self.kl_loss_tracker = keras.metrics.Mean(name="kl_loss")

    @property
    def metrics(self):
        return [self.total_loss_tracker, self.reconstruction_loss_tracker, self.kl_loss_tracker]

    def call(self, inputs, training=None):
        *_, z = self.encoder(inputs, training=training)
        return self.decoder(z, training=training)

    @tf.function
    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data, training=True)
            x_hat = self.decoder(z, training=True)
            rec, kl = reconstruction_loss(data, x_hat), kl_loss(z_mean, z_log_var)
            total = tf.add_n([rec, kl])
        grads = tape.gradient(total, self.trainable_variables)
        self.optimizer.apply_gradients(list(zip(grads, self.trainable_variables)))
        for m, v in zip(self.metrics, (total, rec, kl)):
            m.update_state(v)
        return self.get_metrics_result()

    def get_config(self):
        return {**super().get_config(), "encoder": keras.saving.serialize_keras_object(self.encoder),
                "decoder": keras.saving.serialize_keras_object(self.decoder)}
