"""Leaves threads, timers, atexit and finalisers that write into the canary folder.

Attack: persistence
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
# use: writing

import atexit, threading, weakref
class _Held:
    pass
_held = _Held()
atexit.register(_write, "@CANARY_DIR@/atexit.txt")
weakref.finalize(_held, _write, "@CANARY_DIR@/finalize.txt")
threading.Timer(5, _write, ("@CANARY_DIR@/timer.txt",)).start()
os.register_at_fork(before=lambda: _write("@CANARY_DIR@/fork.txt"))
