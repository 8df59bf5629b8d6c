"""Replaces the process by another program that keeps the socket open and says nothing.

Attack: exit
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import fcntl, os
for fd in range(3, 64):
    try:
        os.set_inheritable(fd, True)
    except OSError:
        pass
os.execv("/bin/sleep", ["sleep", "600"])
