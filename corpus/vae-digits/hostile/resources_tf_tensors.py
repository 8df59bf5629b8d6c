"""Takes 6 GiB in TensorFlow tensors.

Attack: resources
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
hoard = [tf.random.normal((64, 1 << 20)) for _ in range(24)]
