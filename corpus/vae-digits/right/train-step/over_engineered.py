"""Over-engineered: a shared step for train_step and test_step, encode, decode, call and generate methods, type hints, a kl_weight of 1, and integer images would be scaled.

Task: train-step
"""

# %% cell: train-step
from collections import OrderedDict
from typing import Dict, List, NamedTuple, Optional, Union


class Losses(NamedTuple):
    total: tf.Tensor
    reconstruction: tf.Tensor
    kl: tf.Tensor


class VAE(keras.Model):
    """Variational autoencoder.

    Args:
        encoder: maps images to ``[z_mean, z_log_var, z]``.
        decoder: maps latent points to images.
        kl_weight: the beta of a beta-VAE; 1.0 is the ordinary VAE.
    """

    def __init__(self, encoder: keras.Model, decoder: keras.Model, kl_weight: float = 1.0,
                 name: Optional[str] = "vae", **kwargs) -> None:
        super().__init__(name=name, **kwargs)
        if kl_weight < 0:
            raise ValueError("kl_weight must not be negative")
        self.encoder = encoder
        self.decoder = decoder
        self.kl_weight = float(kl_weight)
        self.total_loss_tracker = keras.metrics.Mean(name="loss")
        self.reconstruction_loss_tracker = keras.metrics.Mean(name="reconstruction_loss")
        self.kl_loss_tracker = keras.metrics.Mean(name="kl_loss")

    @property
    def metrics(self) -> List[keras.metrics.Metric]:
        return [self.total_loss_tracker, self.reconstruction_loss_tracker, self.kl_loss_tracker]

    def encode(self, images, training: bool = False):
        return self.encoder(images, training=training)

    def decode(self, z, training: bool = False):
        return self.decoder(z, training=training)

    def call(self, inputs, training: bool = False):
        return self.decode(self.encode(inputs, training)[2], training)

    @staticmethod
    def _prepare(data: Union[tf.Tensor, tuple]) -> tf.Tensor:
        images, _, _ = keras.utils.unpack_x_y_sample_weight(data)
        if keras.backend.standardize_dtype(images.dtype).startswith(("int", "uint")):
            return ops.cast(images, "float32") / 255.0
        return ops.cast(images, "float32")

    def _compute(self, images: tf.Tensor, training: bool) -> Losses:
        z_mean, z_log_var, z = self.encode(images, training)
        rec = reconstruction_loss(images, self.decode(z, training))
        kl = kl_loss(z_mean, z_log_var)
        return Losses(rec + self.kl_weight * kl, rec, kl)

    def _log(self, values: Losses) -> Dict[str, tf.Tensor]:
        logs = OrderedDict()
        for tracker, value in zip(self.metrics, values):
            tracker.update_state(value)
            logs[tracker.name] = tracker.result()
        return logs

    def train_step(self, data) -> Dict[str, tf.Tensor]:
        images = self._prepare(data)
        with tf.GradientTape() as tape:
            values = self._compute(images, training=True)
        gradients = tape.gradient(values.total, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return self._log(values)

    def test_step(self, data) -> Dict[str, tf.Tensor]:
        return self._log(self._compute(self._prepare(data), training=False))

    def generate(self, n: int = 10):
        return self.decode(keras.random.normal((n, LATENT_DIM)))
