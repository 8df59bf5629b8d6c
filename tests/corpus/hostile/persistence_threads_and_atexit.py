"""Leaves threads, timers, atexit and finalisers that write into the canary folder.

Attack: persistence
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
def _write(path, text="canary"):
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "a") as file:
            file.write(text)
        return True
    except OSError:
        return False

import atexit, threading, weakref
class _Held:
    pass
_held = _Held()
atexit.register(_write, "@CANARY_DIR@/atexit.txt")
weakref.finalize(_held, _write, "@CANARY_DIR@/finalize.txt")
threading.Timer(5, _write, ("@CANARY_DIR@/timer.txt",)).start()
os.register_at_fork(before=lambda: _write("@CANARY_DIR@/fork.txt"))
