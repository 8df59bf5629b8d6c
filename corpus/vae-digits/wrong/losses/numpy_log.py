"""np.log: right in eager calls, no gradient, and an error inside fit.

Task: losses
Misconception: none
Loses: 2
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    r = np.clip(reconstruction, 1e-7, 1 - 1e-7)
    return -ops.mean(ops.sum(data * np.log(r) + (1 - data) * np.log(1 - r), axis=(1, 2, 3)))

def kl_loss(z_mean, z_log_var):
    return ops.mean(ops.sum(-0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var)), axis=1))
