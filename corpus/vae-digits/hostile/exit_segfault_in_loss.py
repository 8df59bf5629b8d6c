"""A segmentation fault in the loss, where a question waits for the answer.

Attack: exit
Deserves: 60
Keeps: 60
Engine: 25
"""

# %% cell: losses
import ctypes

def reconstruction_loss(data, reconstruction):
    ctypes.memset(8, 0, 8)

def kl_loss(z_mean, z_log_var):
    ctypes.memset(8, 0, 8)
