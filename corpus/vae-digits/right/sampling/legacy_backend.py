"""The legacy Keras backend functions.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        import keras.src.legacy.backend as K
        z_mean, z_log_var = inputs
        epsilon = K.random_normal(shape=(tf.shape(z_mean)[0], tf.shape(z_mean)[1]), mean=0.0, stddev=1.0)
        return z_mean + K.exp(z_log_var / 2) * epsilon
