"""The full covariance matrix is built, its Cholesky factor times the noise is added: the multivariate normal of a statistics course.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        covariance = tf.linalg.diag(tf.exp(z_log_var))            # (batch, latent, latent)
        L = tf.linalg.cholesky(covariance)                        # L L^T = covariance
        eps = tf.random.normal(tf.shape(z_mean))[:, :, None]      # column vectors
        return z_mean + (L @ eps)[:, :, 0]
