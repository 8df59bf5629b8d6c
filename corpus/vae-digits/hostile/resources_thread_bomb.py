"""3,000 threads that sleep.

Attack: resources
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import threading, time
started = 0
try:
    for _ in range(3000):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        started += 1
except RuntimeError:
    pass
