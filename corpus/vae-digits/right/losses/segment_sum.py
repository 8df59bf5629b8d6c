"""All pixels in one long vector, summed for each image with tf.math.segment_sum.

Task: losses
"""

# %% cell: losses
def _sum_per_row(values):
    """values: (batch, anything...) -> (batch,)"""
    values = tf.convert_to_tensor(values)
    batch = tf.shape(values)[0]
    per_image = tf.size(values) // batch
    image_id = tf.repeat(tf.range(batch), per_image)
    return tf.math.segment_sum(tf.reshape(values, [-1]), image_id)


def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return tf.reduce_mean(_sum_per_row(pixels))


def kl_loss(z_mean, z_log_var):
    return tf.reduce_mean(_sum_per_row(-0.5 * (1 + z_log_var - z_mean**2 - tf.exp(z_log_var))))
