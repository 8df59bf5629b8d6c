"""Whether a sandbox works here, and what keeps it from working."""

from __future__ import annotations

from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.records.errors import KitError
from autograder.records.findings import Finding, Level
from autograder.records.settings import Kind, Limits
from autograder.sandbox.choose_backend import backend_for, choose
from autograder.sandbox.worker import Sandbox


def sandbox_kind() -> tuple[Kind | None, Finding]:
    try:
        kind = choose(Kind.AUTO)
    except KitError as error:
        return None, Finding("sandbox", Level.PROBLEM, str(error), _user_namespaces() or "Install bubblewrap.")
    return kind, Finding("sandbox", Level.OK, f"{kind.value} works")


def trial(kind: Kind, here: list[Assignment]) -> Finding:
    """A worker as a grading of these starts it: TensorFlow may be there, and out of the sandbox's sight."""
    wanted = [module for one in here if one.lacking is None for module in one.preload]
    preload = tuple(dict.fromkeys(wanted or ["numpy"]))
    try:
        with Sandbox(kind, preload, Limits()) as sandbox:
            sandbox.fork().close()
    except KitError as error:
        remedy = (
            "The sandbox sees the environment that the kit is installed in, and the system's: install the kit with all "
            "it needs into one virtual environment (not with `pip install --user`)."
        )
        return Finding("worker in the sandbox", Level.PROBLEM, str(error), remedy)
    return Finding("worker in the sandbox", Level.OK, "starts, with all that a grading imports")


def live_apart(kind: Kind) -> Finding:
    name = "user namespaces"
    if backend_for(kind).can_isolate_children():
        return Finding(name, Level.OK, "submissions share a warm worker, each in namespaces of its own")
    words = "each submission gets a worker of its own, which is as safe and takes some seconds more"
    remedy = (
        "Install bubblewrap, or leave it so." if kind is not Kind.BWRAP else _user_namespaces() or "Leave it so."
    )
    return Finding(name, Level.WARNING, words, remedy)


_SWITCHES = {  # of the kernel: the values that close and open user namespaces
    "kernel.apparmor_restrict_unprivileged_userns": ("1", "0"),
    "kernel.unprivileged_userns_clone": ("0", "1"),
    "user.max_user_namespaces": ("0", "15000"),
}


def _user_namespaces() -> str | None:
    """What keeps this kernel from making user namespaces, and the command that allows them; None where nothing does."""
    for switch, (closed, opened) in _SWITCHES.items():
        path = Path("/proc/sys", *switch.split("."))
        try:
            value = path.read_text(encoding="utf-8").strip()
        except OSError:
            continue
        if value == closed:
            return f"The kernel refuses user namespaces: sudo sysctl -w {switch}={opened} (and in /etc/sysctl.d/)."
    return None
