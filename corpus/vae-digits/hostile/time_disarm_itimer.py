"""Turns the interval timer off, ignores SIGALRM, then spins.

Attack: time
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import signal
def _disarm_and_spin():
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    while True:
        pass
_disarm_and_spin()
