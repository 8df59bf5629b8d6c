"""Losses, logs and images are NaN or infinite.

Attack: forgery
Deserves: 25
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    return ops.mean(reconstruction) * float("nan")

def kl_loss(z_mean, z_log_var):
    return ops.mean(z_mean) + float("inf")

# %% cell: train-step
class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder
        self.loss_mean = keras.metrics.Mean(name="mean_loss")
        self.reconstruction_mean = keras.metrics.Mean(name="mean_reconstruction_loss")
        self.kl_mean = keras.metrics.Mean(name="mean_kl_loss")

    def train_step(self, data):
        return {"loss": float("nan"), "reconstruction_loss": float("inf"), "kl_loss": float("-inf")}

# %% cell: generate
def generate_digits(decoder, n=10):
    return np.full((n, 28, 28, 1), np.nan, np.float32)
