"""Draws a figure as well.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    images = decoder(keras.random.normal((n, LATENT_DIM))).numpy()
    plt.figure(figsize=(n, 1))
    plt.imshow(np.hstack(images[:10, :, :, 0]), cmap='gray')
    plt.show()
    return images
