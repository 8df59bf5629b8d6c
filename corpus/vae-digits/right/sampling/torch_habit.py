"""PyTorch habits: a reparameterize method and randn_like, noise subtracted.

Task: sampling
"""

# %% cell: sampling
def randn_like(t):
    return tf.random.normal(shape=tf.shape(t))

class Sampling(layers.Layer):
    def reparameterize(self, mu, logvar):
        std = tf.exp(0.5 * logvar)
        eps = randn_like(std)
        return mu - eps * std

    def forward(self, x):
        mu, logvar = x
        return self.reparameterize(mu, logvar)

    call = forward
