"""Fills /tmp, $HOME and $TMPDIR to the last byte.

Attack: resources
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
# nothing happens outside of a sandbox: on a bare machine this would hit more than canaries
import os
if os.path.exists("/kit/worker.py") or os.uname().nodename == "sandbox":
    import os
    for folder in {"/tmp", "/var/tmp", os.environ.get("HOME", "/scratch"), os.environ.get("TMPDIR", "/tmp")}:
        try:
            for number in range(1000):
                with open(os.path.join(folder, f"fill-{number}"), "wb") as file:
                    file.write(b"x" * (16 << 20))
        except OSError as error:
            stopped = error
