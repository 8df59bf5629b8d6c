"""Draws the images in subplots, and returns None.

Task: generate
Misconception: none
Loses: 10
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    images = decoder(tf.random.normal((n, LATENT_DIM)))
    for i in range(n):
        plt.subplot(1, n, i + 1)
        plt.imshow(images[i, :, :, 0], cmap="gray")
        plt.axis("off")
    plt.show()
