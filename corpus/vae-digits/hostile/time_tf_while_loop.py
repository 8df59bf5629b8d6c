"""An endless tf.while_loop in the reconstruction loss: the time passes inside TensorFlow's executor.

Attack: time
Deserves: 70
Keeps: 10
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    n = tf.while_loop(lambda i: i < 1, lambda i: i * 0, [tf.constant(0)])[0]
    return tf.cast(n, tf.float32)

def kl_loss(z_mean, z_log_var):
    latents = -0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var))
    return ops.mean(ops.sum(latents, axis=1))
