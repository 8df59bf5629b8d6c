"""Takes 5.5 GiB by shared anonymous mmap (Python's default): it counts neither for RLIMIT_DATA nor in `rss - shared`, which the grader watches. Holds it for 3 s; the message tells whether it worked.

Attack: resources
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import mmap, time
held = []
for _ in range(11):
    block = mmap.mmap(-1, 512 << 20)
    for start in range(0, len(block), 1 << 20):
        block[start:start + (1 << 20)] = b"x" * (1 << 20)
    held.append(block)
time.sleep(3)
raise RuntimeError("HELD 5632 MiB of shared anonymous memory")
