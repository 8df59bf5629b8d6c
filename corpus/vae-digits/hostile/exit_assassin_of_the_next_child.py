"""A daemon in a session of its own outlives this child and kills every later child of the worker before any student code runs there: the grader takes it for a fault of the machine (no grade at all).

Attack: exit
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import os, signal, time
def _assassin(parent, known):
    for fd in range(3, 256):
        try:
            os.close(fd)
        except OSError:
            pass
    end = time.time() + 110
    while time.time() < end:
        for pid in map(int, filter(str.isdigit, os.listdir("/proc"))):
            try:
                with open(f"/proc/{pid}/stat") as file:
                    above = int(file.read().rpartition(")")[2].split()[1])
                if above == parent and pid not in known:
                    os.kill(pid, signal.SIGKILL)
            except OSError:
                pass
        time.sleep(0.01)
    os._exit(0)

_parent, _me = os.getppid(), os.getpid()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        _assassin(_parent, {_me, os.getpid()})
    os._exit(0)
