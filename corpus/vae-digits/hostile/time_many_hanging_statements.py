"""Twelve statements that hang one after the other: each costs a wait and a new start, more than the restarts that are allowed.

Attack: time
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import time
time.sleep(10_000)
time.sleep(10_000)
time.sleep(10_000)
time.sleep(10_000)
time.sleep(10_000)
time.sleep(10_000)
time.sleep(10_000)
time.sleep(10_000)
time.sleep(10_000)
time.sleep(10_000)
time.sleep(10_000)
time.sleep(10_000)
