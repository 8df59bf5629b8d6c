"""An endless loop inside C code (sum over an infinite iterator), which no signal handler interrupts.

Attack: time
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import itertools
endless = sum(itertools.repeat(0))
