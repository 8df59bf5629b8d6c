"""A thread calls libc's sleep through PyDLL, which keeps the GIL: no Python signal handler can run any more.

Attack: time
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import ctypes, threading, time
def _freeze():
    ctypes.PyDLL(None).sleep(600)
threading.Thread(target=_freeze, daemon=True).start()
time.sleep(1)
