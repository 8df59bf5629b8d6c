"""Recursion without a limit until the C stack overflows.

Attack: exit
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import sys
sys.setrecursionlimit(10**9)
def _down(n):
    return [_down(n + 1) for _ in (1,)]
_down(0)
