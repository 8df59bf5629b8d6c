"""Right value; the term of the dark pixels gives no gradient.

Task: losses
Misconception: none
Loses: 2
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    r = ops.clip(reconstruction, 1e-7, 1 - 1e-7)
    white = data * ops.log(r)
    dark = (1 - data) * ops.log(1 - ops.stop_gradient(r))
    return -ops.mean(ops.sum(white + dark, axis=(1, 2, 3)))

def kl_loss(z_mean, z_log_var):
    return ops.mean(ops.sum(-0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var)), axis=1))
