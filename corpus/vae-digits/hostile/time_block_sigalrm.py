"""Blocks every signal that can be blocked, then sleeps for an hour.

Attack: time
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import signal, time
def _sleep_deaf():
    signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP})
    time.sleep(3600)
_sleep_deaf()
