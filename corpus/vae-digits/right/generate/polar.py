"""Box-Muller by hand, then keras.ops, decoder called by keyword.

Task: generate
"""

# %% cell: generate
def generate_digits(decoder, n=10, *, plot=False):
    u1, u2 = keras.random.uniform((n,), 1e-7, 1.0), keras.random.uniform((n,))
    radius = ops.sqrt(-2 * ops.log(u1))
    z = ops.stack([radius * ops.cos(2 * np.pi * u2), radius * ops.sin(2 * np.pi * u2)], axis=1)
    images = ops.convert_to_numpy(decoder(z)).reshape(n, 28, 28)
    if plot:
        fig, axes = plt.subplots(1, n)
        for ax, im in zip(axes, images):
            ax.imshow(im, cmap="gray")
    return images
