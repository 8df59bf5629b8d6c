"""Fills the buffers of 100 socket pairs in each of 20 processes: kernel memory that belongs to no process.

Attack: resources
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os, socket, time
for _ in range(20):
    if os.fork() == 0:
        pairs = []
        try:
            for _ in range(100):
                pair = socket.socketpair()
                pair[0].setblocking(False)
                pairs.append(pair)
                while True:
                    try:
                        pair[0].send(b"x" * 65536)
                    except BlockingIOError:
                        break
        except OSError:
            pass
        time.sleep(10)
        os._exit(0)
