"""A tf.data pipeline into predict.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = tf.random.Generator.from_non_deterministic_state().normal([n, LATENT_DIM])
    return decoder.predict(tf.data.Dataset.from_tensor_slices(z).batch(3), verbose=0)
