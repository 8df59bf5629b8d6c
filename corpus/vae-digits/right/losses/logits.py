"""Cross-entropy from the logits of the reconstruction, and the KL by sigma.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    logit = tf.math.log(reconstruction) - tf.math.log1p(-reconstruction)
    return tf.reduce_mean(tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(data, logit), axis=[1, 2, 3]))

def kl_loss(z_mean, z_log_var):
    sigma = tf.exp(z_log_var/2)
    return tf.reduce_mean(tf.reduce_sum(-tf.math.log(sigma) + (sigma**2 + z_mean**2)/2 - 0.5, -1))
