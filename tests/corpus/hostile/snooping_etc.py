"""Reads passwords, host keys, names and machine ids under /etc and /run.

Attack: snooping
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
def _read(path, count=300):
    try:
        with open(path, "rb") as file:
            return file.read(count).decode("latin-1")
    except OSError as error:
        return ""
def _tell(found):
    found = [piece for piece in found if piece]
    try:
        with open("@CANARY_DIR@/leak.txt", "a") as file:
            file.write("\n".join(found))
    except OSError:
        pass
    if found:
        raise RuntimeError("LEAK " + " | ".join(found)[:380])

_paths = ("/etc/shadow", "/etc/passwd", "/etc/ssh/ssh_host_ed25519_key", "/etc/hostname", "/etc/hosts", "/etc/machine-id", "/etc/resolv.conf",
          "/run/secrets/kubernetes.io/serviceaccount/token", "/var/run/docker.sock", "/run/systemd/private", "/var/log/syslog")
_tell([_read(path, 60) for path in _paths])
