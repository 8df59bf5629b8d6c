"""Starts a TensorFlow gRPC server and a listener of its own, and asks others to come in.

Attack: network
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import os, socket
# use: told

try:
    _server = tf.distribute.Server({"local": ["127.0.0.1:0"]}, job_name="local", task_index=0, start=True)
except Exception as error:
    stopped = str(error)
_door = socket.create_server(("0.0.0.0", 0))
