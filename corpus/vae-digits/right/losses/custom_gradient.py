"""Both losses have a backward pass written by hand, with tf.custom_gradient.

Task: losses
"""

# %% cell: losses
@tf.custom_gradient
def _pixel_bce(x, r):
    r = tf.clip_by_value(r, 1e-7, 1.0 - 1e-7)
    value = -(x * tf.math.log(r) + (1.0 - x) * tf.math.log1p(-r))

    def grad(dy):
        d_x = tf.math.log1p(-r) - tf.math.log(r)
        d_r = (r - x) / (r * (1.0 - r))
        return dy * d_x, dy * d_r

    return value, grad


@tf.custom_gradient
def _latent_kl(mu, lv):
    var = tf.exp(lv)

    def grad(dy):
        return dy * mu, dy * 0.5 * (var - 1.0)

    return 0.5 * (mu * mu + var - lv - 1.0), grad


def reconstruction_loss(data, reconstruction):
    data, reconstruction = tf.convert_to_tensor(data), tf.convert_to_tensor(reconstruction)
    return tf.reduce_mean(tf.reduce_sum(_pixel_bce(data, reconstruction), axis=[1, 2, 3]))


def kl_loss(z_mean, z_log_var):
    z_mean, z_log_var = tf.convert_to_tensor(z_mean), tf.convert_to_tensor(z_log_var)
    return tf.reduce_mean(tf.reduce_sum(_latent_kl(z_mean, z_log_var), axis=-1))
