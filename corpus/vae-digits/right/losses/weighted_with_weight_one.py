"""tf.nn.weighted_cross_entropy_with_logits with pos_weight 1 on logits recovered from the probabilities; KL grouped as mean and variance parts.

Task: losses
"""

# %% cell: losses
def _logit(p, eps=1e-7):
    p = tf.clip_by_value(tf.convert_to_tensor(p), eps, 1 - eps)
    return tf.math.log(p) - tf.math.log1p(-p)


def reconstruction_loss(data, reconstruction):
    ce = tf.nn.weighted_cross_entropy_with_logits(labels=tf.convert_to_tensor(data), logits=_logit(reconstruction), pos_weight=1.0)
    return tf.reduce_mean(tf.reduce_sum(ce, axis=(1, 2, 3)))


def kl_loss(z_mean, z_log_var):
    from_mean = 0.5 * tf.reduce_sum(tf.square(z_mean), axis=1)
    from_variance = 0.5 * tf.reduce_sum(tf.exp(z_log_var) - z_log_var - 1.0, axis=1)
    return tf.reduce_mean(from_mean + from_variance)
