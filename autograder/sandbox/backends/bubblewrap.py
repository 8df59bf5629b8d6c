"""The bubblewrap backend: every namespace is new, and the file system is built up from nothing."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from autograder.records.errors import SandboxError
from autograder.records.settings import Kind, Limits
from autograder.records.text import printable, shortened
from autograder.records.units import MIB
from autograder.sandbox.backends.environment import worker_environment
from autograder.sandbox.backends.process import SubprocessBackend
from autograder.sandbox.limits.system_calls import syscall_filter
from autograder.sandbox.mounts import covered, links, python_in_sandbox, readable
from autograder.wire import KIT_FOLDER, SCRATCH_FOLDER, USER_ID, Isolation

_WRITABLE = ("/tmp", SCRATCH_FOLDER, "/dev/shm")


class Bubblewrap(SubprocessBackend):
    """Namespaces made by bubblewrap; each child gets namespaces of its own where the kernel allows it."""

    kind = Kind.BWRAP

    @classmethod
    def problem(cls) -> str | None:
        if sys.platform != "linux":
            return "bubblewrap needs Linux (on Windows use WSL 2; on macOS a Linux virtual machine)."
        if shutil.which("bwrap") is None:
            return "bubblewrap is not installed (`sudo apt-get install bubblewrap`, or your system's package)."
        said = None if cls.can_isolate_children() else _complaint()
        return f"bubblewrap can't confine a worker here ({said})." if said is not None else None

    @classmethod
    def can_isolate_children(cls) -> bool:
        return _kernel_nests_namespaces()

    def start(self) -> None:
        command = bwrap_command(self.options.limits, nested=self.options.isolate_children)
        with contextlib.ExitStack() as stack:
            inherited = []
            # isolated children install their own filter; without them nothing else protects the machine's devices
            if not self.options.isolate_children and (rules := syscall_filter(changes=False)) is not None:
                inherited.append(_readable_pipe(rules, stack))
                command += ["--seccomp", str(inherited[0])]
            self.launch(command, kit=KIT_FOLDER, home=SCRATCH_FOLDER, cwd="/", inherited=inherited)

    def child_isolation(self) -> Isolation | None:
        if not self.options.isolate_children:
            return None
        return Isolation("namespaces", _isolation_options(self.options.limits))


@cache
def _kernel_nests_namespaces() -> bool:
    """Return whether a worker in bubblewrap can put each child into namespaces of its own."""
    if syscall_filter() is None:  # nothing else would keep a child from making namespaces
        return False
    trial = [
        *bwrap_command(Limits(), nested=True),
        python_in_sandbox(),
        "-s",
        "-B",
        f"{KIT_FOLDER}/namespaces.py",
        json.dumps(_isolation_options(Limits())),
    ]
    done = subprocess.run(trial, capture_output=True, check=False, env=worker_environment(SCRATCH_FOLDER))
    return done.returncode == 0


@cache
def _complaint() -> str | None:
    """Return what keeps the command that grading uses from running here; None where it runs."""
    trial = [*bwrap_command(Limits()), python_in_sandbox(), "-S", "-s", "-B", "-c", "pass"]
    done = subprocess.run(
        trial,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        env=worker_environment(SCRATCH_FOLDER),
    )
    said = done.stderr.strip() or f"it ended with status {done.returncode}"
    return shortened(printable(said), 200) if done.returncode != 0 else None


def _isolation_options(limits: Limits) -> dict[str, Any]:
    """Return what `namespaces.fork_isolated` takes. Raises SandboxError on a machine whose system calls are not known."""
    rules = syscall_filter()
    if rules is None:
        raise SandboxError("No filter of system calls is known for this machine: take another with --sandbox.")
    return {
        "folders": own_folders(),
        "size": limits.scratch_mib * MIB,
        "scratch": SCRATCH_FOLDER,
        "user_id": USER_ID,
        "rules": base64.b64encode(rules).decode(),
    }


def _readable_pipe(content: bytes, stack: contextlib.ExitStack) -> int:
    """Return a file descriptor that yields a few kilobytes; leaving the stack closes it."""
    reader, writer = os.pipe()
    stack.callback(os.close, reader)
    with os.fdopen(writer, "wb") as pipe:
        pipe.write(content)
    return reader


def own_folders() -> list[str]:
    """Return the folders that each child gets anew. One that contains the environment stays read-only for all."""
    targets = [Path(target) for _, target in readable()]
    return [name for name in _WRITABLE if not any(Path(name) in target.parents for target in targets)]


def bwrap_command(limits: Limits, *, nested: bool = False) -> list[str]:
    """Return the bubblewrap command: every namespace is new, and the file system is built up from nothing.

    With `nested` its worker may make namespaces. It runs only the kit's code, and its children lose the right.
    """
    command = ["bwrap", "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session"]
    command += ["--hostname", "sandbox", "--cap-drop", "ALL"]
    if nested:
        command += ["--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_SETFCAP", "--uid", "0", "--gid", "0"]
    else:
        command += ["--disable-userns", "--uid", str(USER_ID), "--gid", str(USER_ID)]
    size = str(limits.scratch_mib * MIB)
    command += ["--size", size, "--tmpfs", "/tmp"]  # first: the environment may lie under it
    command += [word for name, target in links() for word in ("--symlink", target, name)]
    command += [word for source, target in readable() for word in ("--ro-bind", str(source), target)]
    for folder in covered():
        command += ["--tmpfs", folder, "--remount-ro", folder]
    # read-only: where root grades, the kernel takes the sandbox's user for root, who may write what is under /proc/sys
    command += ["--proc", "/proc", "--remount-ro", "/proc"]
    command += ["--dev", "/dev", "--size", size, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"]
    command += ["--ro-bind", "/dev/null", "/dev/zero"]  # closed: memory that is mapped from it counts for nobody
    if nested:  # folders that children do not get anew must not keep what one of them writes
        command += [word for name in set(_WRITABLE) - set(own_folders()) for word in ("--remount-ro", name)]
    command += ["--size", size, "--tmpfs", SCRATCH_FOLDER, "--chdir", SCRATCH_FOLDER, "--remount-ro", "/"]
    return command
