"""Keras's GaussianNoise layer of deviation 1, in training mode, on zeros; gradients are stopped, on the CPU.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    with tf.device("/CPU:0"):
        z = layers.GaussianNoise(1.0)(tf.zeros((n, LATENT_DIM)), training=True)
        return tf.stop_gradient(decoder(z, training=False))
