"""A Sequential around the decoder.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    model = keras.Sequential([keras.Input((LATENT_DIM,)), decoder])
    return model.predict(np.random.normal(size=(n, LATENT_DIM)), verbose=0)
