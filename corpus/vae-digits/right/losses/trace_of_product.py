"""Matrices: the cross-entropy is the trace of X times log R transposed, and the KL comes from Gram matrices' traces.

Task: losses
"""

# %% cell: losses
def _flat(t):
    t = tf.convert_to_tensor(t)
    return tf.reshape(t, [tf.shape(t)[0], -1])


def reconstruction_loss(data, reconstruction):
    X, R = _flat(data), tf.clip_by_value(_flat(reconstruction), 1e-7, 1 - 1e-7)
    per_pair = X @ tf.transpose(tf.math.log(R)) + (1 - X) @ tf.transpose(tf.math.log(1 - R))  # image i against reconstruction j
    return -tf.linalg.trace(per_pair) / tf.cast(tf.shape(X)[0], tf.float32)


def kl_loss(z_mean, z_log_var):
    M, S = _flat(z_mean), tf.exp(0.5 * _flat(z_log_var))
    gram = tf.matmul(M, M, transpose_b=True) + tf.matmul(S, S, transpose_b=True)
    rest = tf.reduce_sum(1.0 + _flat(z_log_var), axis=1)
    return 0.5 * tf.reduce_mean(tf.linalg.diag_part(gram) - rest)
