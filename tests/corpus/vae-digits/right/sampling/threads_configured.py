"""TensorFlow's threads are set before the first operation, as it asks for.

Task: sampling
"""

# %% extra before: sampling
tf.config.threading.set_intra_op_parallelism_threads(2)
tf.config.threading.set_inter_op_parallelism_threads(2)
print(tf.constant([1.0]).device)
