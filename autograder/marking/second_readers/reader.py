"""A program of the instructor's that reads a prompt on its input and writes an answer: with limits on time and size.

It runs as the instructor, with the instructor's rights: the kit starts it, and calls no service itself.
"""

from __future__ import annotations

import os
import selectors
import shlex
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from typing import IO

from autograder.marking.second_readers.answers import MOST_BYTES, NoSuggestion
from autograder.marking.second_readers.prompts import Prompt
from autograder.records.errors import KitError


def words_of(command: str) -> list[str]:
    """The program and its arguments. Raises KitError where there is none."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise KitError(f"--command can't be read ({error}): quote it as in a shell.") from error
    if not words:
        raise KitError("--command names no program.")
    return words


def answers(
    command: list[str], prompts: Iterable[Prompt], seconds: float, workers: int
) -> Iterator[tuple[Prompt, bytes | NoSuggestion]]:
    """What the program answers to each prompt, as it comes, several at a time."""
    with ThreadPoolExecutor(workers) as pool:
        waiting = {pool.submit(_asked, command, prompt.prompt, seconds): prompt for prompt in prompts}
        try:
            for done in as_completed(waiting):
                yield waiting[done], done.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _asked(command: list[str], prompt: str, seconds: float) -> bytes | NoSuggestion:
    try:
        return ask(command, prompt, seconds)
    except NoSuggestion as error:
        return error


def ask(command: list[str], prompt: str, seconds: float) -> bytes:
    """The program's answer to one prompt. Raises NoSuggestion where it is late, too long or fails.

    The program and what it has started are ended with it.
    """
    with tempfile.TemporaryFile() as given:
        given.write(prompt.encode("utf-8", "replace"))
        given.seek(0)
        try:
            process = subprocess.Popen(
                command, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
            )
        except OSError as error:
            raise NoSuggestion(f"{command[0]} can't be started ({error.strerror})") from error
        with process:
            assert process.stdout is not None
            try:
                answer = _read(process.stdout, time.monotonic() + seconds, seconds)
                status = process.wait(max(0.1, seconds))
            except subprocess.TimeoutExpired as error:
                raise NoSuggestion(f"the program was not done in {seconds:g} s") from error
            finally:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
    if status != 0:
        raise NoSuggestion(f"the program ended with status {status}")
    return answer


def _read(stdout: IO[bytes], end: float, seconds: float) -> bytes:
    """All that is written, up to the limits."""
    found = b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(stdout, selectors.EVENT_READ)
        while True:
            left = end - time.monotonic()
            if left <= 0 or not waiting.select(left):
                raise NoSuggestion(f"no answer in {seconds:g} s")
            block = os.read(stdout.fileno(), 65_536)
            found += block
            if len(found) > MOST_BYTES:
                raise NoSuggestion(f"the answer is longer than {MOST_BYTES} bytes")
            if not block:
                return found
