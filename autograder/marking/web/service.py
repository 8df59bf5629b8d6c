"""The desk of a served course, and the threads that work on it.

Everything that reads or writes a course's marks is done by one thread, so that the server goes on meanwhile. What stands
beside a text is read by another one: a class's hand-ins take seconds to read, and no mark waits for them.
"""

from __future__ import annotations

import asyncio
import getpass
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from autograder.marking.desk.desk import Desk
from autograder.records.marking.marks import Locked

_T = TypeVar("_T")


class Service:
    """The desk of the course that a server serves, and the threads that work on it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._thread = ThreadPoolExecutor(1, "vaekit-marking")
        self._reader = ThreadPoolExecutor(1, "vaekit-beside")

    def prepare(self) -> None:
        """Begin to read the texts that are to be marked; what goes wrong is told by the page that asks for them."""
        self._thread.submit(lambda: self._desk.texts(account()))

    async def ask(self, work: Callable[[Desk], _T]) -> _T:
        """What `work` says of the desk; raises KitError, also for a file that can't be read or written."""

        def answer() -> _T:
            with self._desk.one_connection():
                return work(self._desk)

        return await self._done(self._thread, answer)

    async def read(self, work: Callable[[], _T]) -> _T:
        """What `work` reads of hand-ins and results, while `ask` goes on; raises KitError."""
        return await self._done(self._reader, work)

    async def _done(self, thread: ThreadPoolExecutor, work: Callable[[], _T]) -> _T:
        try:
            return await asyncio.get_running_loop().run_in_executor(thread, work)
        except OSError as error:
            why = f"{error.strerror}: {error.filename}"
            raise Locked(f"A file of the course can't be read or written ({why}).") from error

    @cached_property
    def _desk(self) -> Desk:
        from autograder.course.configuration.course_of_server import (
            course_of_server,  # nbgrader takes seconds to import
        )

        return Desk(course_of_server(self._root))


def account() -> str:
    """The name of the system's account; its number where it has none, as in a container."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
