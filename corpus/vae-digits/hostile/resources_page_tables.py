"""Makes 5 GiB of page tables in ten processes by looking at one page of each 2 MiB: memory that is no process's own.

Attack: resources
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import mmap, os, time
for _ in range(10):
    if os.fork() == 0:
        try:
            step, count = 2 << 20, 130_000
            space = mmap.mmap(-1, step * count, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000, prot=mmap.PROT_READ)
            space.madvise(15)
            for number in range(count):
                space[number * step]
            time.sleep(10)
        finally:
            os._exit(0)
time.sleep(8)
