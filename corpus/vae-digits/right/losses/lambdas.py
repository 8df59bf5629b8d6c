"""Both losses as lambdas, other argument names.

Task: losses
"""

# %% cell: losses
bce = keras.losses.binary_crossentropy
reconstruction_loss = lambda x, y: ops.mean(ops.sum(bce(x, y), axis=[1, 2]))
kl_loss = lambda mu, lv: -0.5 * ops.mean(ops.sum(1 + lv - mu**2 - ops.exp(lv), axis=1))
