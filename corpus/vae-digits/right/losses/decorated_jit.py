"""@tf.function(jit_compile=True) with an annotated signature and numpy constants.

Task: losses
"""

# %% cell: losses
from typing import Any

@tf.function(jit_compile=True)
def reconstruction_loss(data: Any, reconstruction: Any) -> tf.Tensor:
    eps = np.float32(1e-7)
    r = tf.clip_by_value(reconstruction, eps, 1 - eps)
    per_pixel = -data * tf.math.log(r) - (1 - data) * tf.math.log1p(-r)
    return tf.math.reduce_mean(tf.math.reduce_sum(layers.Flatten()(per_pixel), 1))

def kl_loss(z_mean, z_log_var):
    return ops.mean(ops.sum(-0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var)), axis=1))
