"""Draws each image in a subplot of its own, and returns the images.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    images = decoder.predict(tf.random.normal((n, LATENT_DIM)), verbose=0)
    fig, axes = plt.subplots(1, n, figsize=(n, 1), squeeze=False)
    for ax, image in zip(axes.flat, images):
        ax.imshow(image[:, :, 0], cmap="gray")
        ax.axis("off")
    fig.suptitle(f"{n} digits")
    plt.tight_layout()
    plt.savefig("digits.png", dpi=150)
    plt.show()
    return images
