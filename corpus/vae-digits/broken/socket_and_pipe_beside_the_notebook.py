"""A socket, and a pipe called `timestamp.txt`, lie beside the notebook: who opens that waits for ever.

Outcome: graded 80
Says: -
"""

import os
import socket


def make(folder, notebook):
    with socket.socket(socket.AF_UNIX) as server:
        here = os.open(folder, os.O_RDONLY)
        server.bind(f"/proc/self/fd/{here}/s")  # a path of at most 107 bytes
        os.close(here)
    os.mkfifo(folder / "timestamp.txt")
