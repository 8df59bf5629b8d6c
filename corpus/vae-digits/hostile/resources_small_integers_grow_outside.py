"""The losses return 120 MiB of uint8 with a body just below the limit; the trusted side turns them into float64, eight times as large.

Attack: resources
Deserves: 60
Keeps: 60
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    return tf.ones((60 << 20,), tf.uint8)

def kl_loss(z_mean, z_log_var):
    return tf.ones((120 << 20,), tf.uint8)
