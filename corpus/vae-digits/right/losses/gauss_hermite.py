"""The KL's expectation by Gauss-Hermite quadrature with five nodes, exact because log q - log p is quadratic in the noise.

Task: losses
"""

# %% cell: losses
_nodes, _weights = np.polynomial.hermite_e.hermegauss(5)       # weight function exp(-x^2 / 2)
_weights = _weights / np.sqrt(2 * np.pi)                        # now they sum to 1


def reconstruction_loss(data, reconstruction):
    bce = keras.losses.BinaryCrossentropy(reduction="none")(data, reconstruction)
    return ops.mean(ops.sum(ops.reshape(bce, (-1, 28 * 28)), axis=-1))


def kl_loss(z_mean, z_log_var):
    """E_eps[log q(z|x) - log p(z)] with z = mu + sigma eps; the two constants log sqrt(2 pi) cancel."""
    total = 0.0
    for e, w in zip(_nodes, _weights):
        z = z_mean + ops.exp(0.5 * z_log_var) * float(e)
        log_q = -0.5 * float(e) ** 2 - 0.5 * z_log_var
        log_p = -0.5 * ops.square(z)
        total = total + float(w) * (log_q - log_p)
    return ops.mean(ops.sum(total, axis=1))
