"""Runs a function on a stranger's text in a forked child, which is killed when its time is over.

A regular expression, a parser or a decoder can't be stopped from within when an input makes it slow.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import time
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

from autograder.records.errors import KitError
from autograder.records.text import printable
from autograder.records.units import MIB

_T = TypeVar("_T")
_MAX_BYTES = 64 * MIB  # of an answer
_CHUNK = 1 << 16


class NoAnswer(KitError):
    """The function has no result. The text says why, as the end of a sentence."""


def in_child(work: Callable[[], _T], limit_s: float) -> _T:
    """Return what `work` returns, which must be JSON; raises NoAnswer where it fails or takes longer than `limit_s`.

    The child starts with this process's memory: import what `work` needs before.
    """
    receiver, sender = os.pipe()
    with warnings.catch_warnings():
        # Python 3.12 warns where numpy has started threads; they hold no lock that the child asks for
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _run_in_child(work, sender, limit_s)
    os.close(sender)
    try:
        record = json.loads(_receive(receiver, time.monotonic() + limit_s, limit_s))
    except ValueError as error:
        raise NoAnswer("the process that was to do it ended") from error
    finally:
        os.close(receiver)
        os.kill(child, signal.SIGKILL)  # it is not waited for before, so the number is still its own
        os.waitpid(child, 0)
    if "error" in record:
        raise NoAnswer(str(record["error"]))
    answer: _T = record["answer"]
    return answer


def _receive(receiver: int, deadline: float, limit_s: float) -> bytes:
    """Return all that the child writes until it closes its end of the pipe. Raises NoAnswer."""
    chunks: list[bytes] = []
    size = 0
    while True:
        ready, _, _ = select.select([receiver], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise NoAnswer(f"it took longer than {limit_s:g} seconds")
        chunk = os.read(receiver, _CHUNK)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
        size += len(chunk)
        if size > _MAX_BYTES:
            raise NoAnswer(f"its result is larger than {_MAX_BYTES // MIB} MiB")


def _run_in_child(work: Callable[[], Any], sender: int, limit_s: float) -> None:
    """Run in the child: write the result, or what went wrong, and exit."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        seconds = int(limit_s) + 1  # of the processor: it ends by itself where the parent was killed
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        try:
            record = {"answer": work()}
        except BaseException as error:  # the parent decides what a failure means
            record = {"error": printable(f"{type(error).__name__}: {str(error)[:4000]}")[:300]}
        content = json.dumps(record).encode()
        while content:
            content = content[os.write(sender, content) :]
    finally:
        os._exit(0)
