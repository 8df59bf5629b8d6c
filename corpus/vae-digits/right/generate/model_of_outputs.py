"""A model from the decoder's own input and output; call.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    flat = layers.Reshape((784,))(decoder.output)
    return keras.Model(decoder.input, flat)(tf.random.normal((n, decoder.input.shape[1]))).numpy()
