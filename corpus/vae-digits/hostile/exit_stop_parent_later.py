"""A thread stops the worker only after the cells are loaded, when no statement can be blamed.

Attack: exit
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import os, signal, threading, time
def _later(parent):
    time.sleep(1)
    os.kill(parent, signal.SIGSTOP)
threading.Thread(target=_later, args=(os.getppid(),), daemon=True).start()
