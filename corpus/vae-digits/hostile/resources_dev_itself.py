"""Fills the tmpfs under /dev beside the devices, up to 5.5 GiB.

Attack: resources
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
# nothing happens outside of a sandbox: on a bare machine this would hit more than canaries
import os
if os.path.exists("/kit/worker.py") or os.uname().nodename == "sandbox":
    import os, time
    written = 0
    try:
        for number in range(94):
            with open(f"/dev/hoard-{number}", "wb") as file:
                for _ in range(60):
                    written += file.write(b"x" * (1 << 20))
    except OSError as error:
        stopped = error
    time.sleep(2)
    raise RuntimeError(f"WROTE {written >> 20} MiB to /dev")
