"""Makes device nodes and opens every device under /dev, disks, memory, kvm, fuse and tuns.

Attack: escape
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
# nothing happens outside of a sandbox: on a bare machine this would hit more than canaries
import os
if os.path.exists("/kit/worker.py") or os.uname().nodename == "sandbox":
    import ctypes, os
    _libc = ctypes.CDLL(None, use_errno=True)
    def _escaped(what):
        raise RuntimeError("LEAK escaped: " + str(what))

    import stat
    _done = []
    for _name, _number in (("sda", os.makedev(8, 0)), ("vda", os.makedev(253, 0)), ("mem", os.makedev(1, 1)), ("kmsg", os.makedev(1, 11)), ("fuse", os.makedev(10, 229))):
        for _folder in ("/scratch", "/dev", "/tmp"):
            try:
                os.mknod(f"{_folder}/n-{_name}", 0o666 | stat.S_IFBLK, _number)
                open(f"{_folder}/n-{_name}", "rb").read(1)
                _done.append(_name)
            except OSError:
                pass
    for _name in os.listdir("/dev"):  # an engine has a folder for its own message queues, which end with the container
        if _name not in ("null", "zero", "full", "random", "urandom", "tty", "ptmx", "pts", "shm", "fd", "stdin", "stdout", "stderr", "core", "console", "mqueue") and not _name.startswith("hoard"):
            _done.append("/dev/" + _name)
    for _path in ("/dev/mem", "/dev/kmsg", "/dev/kvm", "/dev/fuse", "/dev/net/tun", "/dev/loop0", "/dev/nvidia0", "/proc/kcore", "/proc/kmsg"):
        try:
            os.close(os.open(_path, os.O_RDWR))
            _done.append(_path)
        except OSError:
            pass
    if _done: _escaped(_done)
