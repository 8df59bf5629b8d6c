"""Takes 6 GiB by private anonymous mmap and touches every page.

Attack: resources
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import mmap, time
held = [mmap.mmap(-1, 512 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) for _ in range(12)]
for block in held:
    for page in range(0, len(block), 4096):
        block[page] = 1
time.sleep(3)
raise RuntimeError("HELD 6 GiB of private memory")
