"""Logits taken back from the probabilities, einsum for the sums.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    p = tf.clip_by_value(reconstruction, 1e-7, 1 - 1e-7)
    logits = tf.math.log(p) - tf.math.log1p(-p)
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=data, logits=logits)
    return tf.reduce_mean(tf.einsum("bhwc->b", ce))

def kl_loss(z_mean, z_log_var):
    square = tf.einsum("bd,bd->b", z_mean, z_mean)
    return 0.5 * tf.reduce_mean(square + tf.reduce_sum(tf.math.expm1(z_log_var) - z_log_var, -1))
