"""Opens files until none is left, and keeps them.

Attack: resources
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
kept = []
try:
    while len(kept) < 100_000:
        kept.append(open("/dev/null"))
except OSError as error:
    stopped = error
