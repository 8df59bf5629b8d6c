"""Sums by tensordot with ones.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    r = ops.clip(reconstruction, 1e-7, 1 - 1e-7)
    each = ops.reshape(data * ops.log(r) + (1 - data) * ops.log(1 - r), (-1, 784))
    return -ops.mean(ops.tensordot(each, ops.ones((784,)), axes=1))


def kl_loss(z_mean, z_log_var):
    each = 0.5 * (z_mean * z_mean + ops.exp(z_log_var) - 1.0 - z_log_var)
    return ops.mean(ops.matmul(each, ops.ones((ops.shape(each)[-1], 1))))
