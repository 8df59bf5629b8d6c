"""An extra argument and a type hint.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder: keras.Model, n: int = 10, temperature: float = 1.0) -> np.ndarray:
    z = temperature * np.random.normal(size=(n, LATENT_DIM))
    images = decoder.predict(z, verbose=0)
    return np.clip(images, 0.0, 1.0)
