"""90 memfds of 60 MiB each (the limit of a file), filled: 5.3 GiB of memory outside the process's own.

Attack: resources
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os, time
fds, written = [], 0
try:
    for number in range(90):
        fd = os.memfd_create(f"m{number}")
        fds.append(fd)
        for _ in range(60):
            written += os.write(fd, b"x" * (1 << 20))
except OSError as error:
    stopped = error
time.sleep(2)
raise RuntimeError(f"HELD {written >> 20} MiB in memfds")
