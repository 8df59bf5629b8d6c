"""The divergence is computed in numpy, out of TensorFlow's sight.

Task: loss
Misconception: none
Loses: 2 (test_gradient)
"""

# %% cell: loss
def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    rec = 64 * keras.losses.binary_crossentropy(data, reconstruction)
    m, lv = np.array(z_mean), np.array(z_log_var)
    kl = 0.5 * np.sum(m**2 + np.exp(lv) - 1 - lv, axis=1)
    return ops.mean(rec + beta * kl)
