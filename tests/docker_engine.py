"""A Docker engine of the tests' own, started where they may: Debian's docker.io is enough, no service need run."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from autograder.sandbox.backends import container

_START_S = 60


def forget_trials() -> None:
    """Let the kit try anew whether an engine works: in its own processes that does not change."""
    container._trial.cache_clear()


@contextlib.contextmanager
def docker_engine() -> Iterator[str | None]:
    """The address of an engine for DOCKER_HOST, which ends with this context; None where none can be started."""
    program = shutil.which("dockerd", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
    if program is None or os.geteuid() != 0:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="vk-"))  # short: the paths of sockets are
    address = f"unix://{folder}/docker.sock"
    command = [program, f"--data-root={folder}/data", f"--exec-root={folder}/exec", f"--pidfile={folder}/pid"]
    command += [f"--host={address}", "--bridge=none", "--iptables=false", "--ip6tables=false"]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as engine:
        try:
            yield address if _answers(engine, address) else None
        finally:
            engine.terminate()
    shutil.rmtree(folder, ignore_errors=True)


def _answers(engine: subprocess.Popen[bytes], address: str) -> bool:
    """Wait until the engine answers; false where it ends before, or does not in a minute."""
    end = time.monotonic() + _START_S
    while engine.poll() is None and time.monotonic() < end:
        asked = subprocess.run(["docker", f"--host={address}", "version"], capture_output=True, check=False)
        if asked.returncode == 0:
            return True
        time.sleep(0.1)
    return False
