"""A figure, a subplot and a picture file for every image.

Task: generate
"""

# %% cell: generate
from mpl_toolkits.axes_grid1 import ImageGrid
from matplotlib import pyplot, cm


def generate_digits(decoder, n=10):
    """n images, shown one by one and on a grid."""
    z = np.random.normal(size=(n, LATENT_DIM)).astype("float32")
    images = decoder(z).numpy()
    for i in range(n):
        figure = pyplot.figure(figsize=(2, 2))
        axes = figure.add_subplot(1, 1, 1)
        picture = axes.imshow(images[i].squeeze(), cmap=cm.gray, vmin=0, vmax=1)
        figure.colorbar(picture, ax=axes)
        (line,) = axes.plot([0, 27], [0, 27])
        line.set_visible(False)
        figure.savefig(f"digit-{i}.png")
        pyplot.close(figure)
    grid = ImageGrid(pyplot.figure(figsize=(8, 8)), 111, nrows_ncols=(1, n), axes_pad=0.1)
    for axes, image in zip(grid, images):
        axes.imshow(image[..., 0], cmap=pyplot.get_cmap("gray"))
    pyplot.show()
    return images
