"""The optimizer is never used: the weights are moved by hand with its learning rate, and its counter is set forward, as if it had taken a step. With Adam this is no training by Adam.

Attack: forgery
Deserves: 78
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
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = reconstruction_loss(data, self.decoder(z))
            kl = kl_loss(z_mean, z_log_var)
            loss = reconstruction + kl
        gradients = tape.gradient(loss, self.trainable_weights)
        for weight, gradient in zip(self.trainable_weights, gradients):
            weight.assign_sub(self.optimizer.learning_rate * gradient)
        self.optimizer.iterations.assign_add(1)
        trackers = {"loss": self.loss_mean, "reconstruction_loss": self.reconstruction_mean, "kl_loss": self.kl_mean}
        for tracker, value in zip(trackers.values(), (loss, reconstruction, kl)):
            tracker.update_state(value)
        return {name: tracker.result() for name, tracker in trackers.items()}
