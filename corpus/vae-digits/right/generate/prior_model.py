"""A layer that ignores its input's values and draws from the prior, joined with the decoder in a functional model, which predicts from n dummies.

Task: generate
"""

# %% cell: generate
class Prior(layers.Layer):
    """(batch, 1) of anything -> (batch, latent) of N(0, I)."""

    def call(self, dummy):
        return keras.random.normal((ops.shape(dummy)[0], LATENT_DIM))

    def compute_output_shape(self, shape):
        return (shape[0], LATENT_DIM)


def generate_digits(decoder, n=10):
    dummy = keras.Input((1,))
    generator = keras.Model(dummy, decoder(Prior()(dummy)), name="generator")
    return generator.predict(np.zeros((n, 1), dtype="float32"), verbose=0)
