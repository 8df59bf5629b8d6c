"""Python code in a mount namespace of its own, where parts of the machine are replaced, for tests that run as root."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from answers import ROOT


def in_mounts(code: str, *mounts: str) -> str:
    """What Python code prints in a folder that can't be written, where `mounts` were made before, seen by it alone."""
    changed = [
        "unshare",
        "--mount",
        "--propagation",
        "private",
        "sh",
        "-c",
        " && ".join([*mounts, 'exec "$@"']),
        "sh",
    ]
    surroundings = {key: value for key, value in os.environ.items() if key != "TMPDIR"}
    done = subprocess.run(
        [*changed, sys.executable, "-c", code],
        cwd="/sys",
        env={**surroundings, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.stderr.startswith(("unshare", "mount")):
        pytest.skip("nothing can be mounted here")
    assert done.stderr == ""
    return done.stdout


# prints what the doctor says of the sandbox, and of what stands in for it
SANDBOX = (
    "from autograder.course.doctor.sandbox import live_apart, sandbox_kind; kind, found = sandbox_kind(); "
    "print(found, kind and live_apart(kind))"  # Landlock may stand in
)
