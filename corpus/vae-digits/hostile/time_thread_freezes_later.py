"""A thread waits until the cells are loaded, then freezes the whole process while the first question is asked.

Attack: time
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import ctypes, threading, time
def _freeze_later():
    time.sleep(2.5)
    ctypes.PyDLL(None).sleep(600)
threading.Thread(target=_freeze_later, daemon=True).start()
