"""What keeps bubblewrap from making namespaces here, and what to do about it."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path


def remedy() -> str:
    """What to do where bubblewrap does not work, by what the kernel says of itself."""
    if shutil.which("bwrap") is None:
        cause = _closed_switch(_SWITCHES) or _seccomp_profile()
        return f"Install bubblewrap. {cause}" if cause else "Install bubblewrap."
    fallback = "Allow user namespaces and mounts to this user, or use Podman."
    return user_namespaces() or _seccomp_profile() or _masked_proc() or fallback


def user_namespaces() -> str | None:
    """Which setting keeps this kernel from making user namespaces, and the command that opens it; None if none does."""
    return _closed_switch({**_APPARMOR, **_SWITCHES})


# Settings of the kernel: the values that close and open user namespaces. Ubuntu's package of bubblewrap opens the first.
_APPARMOR = {"kernel.apparmor_restrict_unprivileged_userns": ("1", "0")}
_SWITCHES = {
    "kernel.unprivileged_userns_clone": ("0", "1"),
    "user.max_user_namespaces": ("0", "15000"),
}


def _closed_switch(switches: dict[str, tuple[str, str]]) -> str | None:
    for switch, (closed, opened) in switches.items():
        path = Path("/proc/sys", *switch.split("."))
        try:
            value = path.read_text(encoding="utf-8").strip()
        except OSError:
            continue
        if value == closed:
            return f"The kernel refuses user namespaces: sudo sysctl -w {switch}={opened} (and in /etc/sysctl.d/)."
    return None


_UNSHARE = (  # ends with the number of the error, 0 where the namespace was made
    "import ctypes, sys; libc = ctypes.CDLL(None, use_errno=True); "
    "sys.exit(ctypes.get_errno() if libc.unshare(0x10000000) else 0)"
)


def _seccomp_profile() -> str | None:
    """What to do where a filter of system calls refuses user namespaces, as in a container; None where none does."""
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    if "Seccomp:\t2" not in status:
        return None
    tried = subprocess.run([sys.executable, "-I", "-S", "-c", _UNSHARE], check=False, capture_output=True)
    if tried.returncode not in (errno.EPERM, errno.ENOSYS):
        return None
    return (
        f"A filter of system calls (seccomp) refuses user namespaces ({os.strerror(tried.returncode)}), as in a "
        "container: start the container with a profile that allows clone, unshare, mount, umount2 and pivot_root "
        "(`--security-opt seccomp=PROFILE`, or `seccompProfile` in Kubernetes)."
    )


def _masked_proc() -> str | None:
    """What to do where parts of /proc are covered, as container engines do; None where nothing is."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    covers = {line.split()[4] for line in mounts}
    masked = sorted(path for path in covers - _HARMLESS if path.startswith("/proc/"))
    if not masked:
        return None
    return (
        f"{masked[0]} is covered, as in a container, so that no new /proc can be mounted: start the container with "
        "`--security-opt systempaths=unconfined`, or with `procMount: Unmasked` in Kubernetes."
    )


_HARMLESS = {"/proc/sys/fs/binfmt_misc", "/proc/fs/nfsd"}  # the kernel's own: they cover empty folders
