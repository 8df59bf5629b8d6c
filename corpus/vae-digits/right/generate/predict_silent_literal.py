"""A literal 2 and predict without a progress bar.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    z = tf.random.normal((n, 2))
    return decoder.predict(z, verbose=0)
