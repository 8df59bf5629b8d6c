"""The reconstruction is weighted, too, by 1 - beta: at beta = 1 there is none.

Task: loss
Misconception: weights-add-up-to-one
Loses: 7 (test_reconstruction, test_weight)
"""

# %% cell: loss
def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    rec = 64 * keras.losses.binary_crossentropy(data, reconstruction)
    kl = ops.sum(0.5 * (ops.square(z_mean) + ops.exp(z_log_var) - 1 - z_log_var), axis=1)
    return ops.mean((1 - beta) * rec + beta * kl)
