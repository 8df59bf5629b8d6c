"""Through logits: the sigmoid is undone first.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    p = tf.clip_by_value(reconstruction, 1e-6, 1 - 1e-6)
    logits = tf.math.log(p) - tf.math.log1p(-p)
    losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=data, logits=logits)
    return tf.reduce_mean(tf.reduce_sum(losses, axis=[1, 2, 3]))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
