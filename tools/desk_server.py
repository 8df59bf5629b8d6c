"""The server of the marking desk, as `vaekit mark` starts it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.bench_grading import environment
from tools.typist import PATIENCE_S

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/vaekit/marking/\?token=\w+")


@contextmanager
def desk_server(course: Path, folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of the course's desk, with its secret, and the process. `folder`: its log and home.

    Raises SystemExit where it does not start.
    """
    log = folder / "log"
    command = [sys.executable, "-m", "autograder", "mark", "--no-browser"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=course, env=environment() | {"HOME": str(folder)}, stdin=subprocess.DEVNULL, stdout=out,
            stderr=out, start_new_session=True,
        )  # fmt: skip
    try:
        end = time.monotonic() + PATIENCE_S
        while (found := _ADDRESS.search(log.read_text())) is None:
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"`vaekit mark` does not start:\n{log.read_text()}")
            time.sleep(0.1)
        yield found[0], process
    finally:
        os.killpg(process.pid, 15)
        process.wait()
