"""TensorFlow's own functions, and logits taken back from the probabilities.

Task: loss
"""

# %% cell: loss
def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    logits = tf.math.log(reconstruction) - tf.math.log1p(-reconstruction)
    pixels = tf.nn.sigmoid_cross_entropy_with_logits(labels=data, logits=logits)
    latents = tf.square(z_mean) + tf.exp(z_log_var) - 1.0 - z_log_var
    return tf.reduce_mean(tf.reduce_sum(pixels, 1)) + beta * tf.reduce_mean(tf.reduce_sum(latents, 1)) / 2
