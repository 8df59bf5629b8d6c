"""reconstruction_loss is right; kl_loss is not written yet.

Task: losses
Misconception: none
Loses: 10
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))

def kl_loss(z_mean, z_log_var):
    # YOUR CODE HERE
    raise NotImplementedError("Task 1B: write `kl_loss`, the closed form summed over the latents")
