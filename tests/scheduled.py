"""A sandbox backend that does not exist: the worker yields to interactive programs, and nothing confines it."""

from __future__ import annotations

import shutil

from autograder.records.settings import Kind
from autograder.sandbox.backends.process import SubprocessBackend
from autograder.sandbox.backends.scratch import copy_kit


class Scheduled(SubprocessBackend):
    """A worker that the kernel schedules as a batch job."""

    kind = Kind.SCHEDULED
    is_automatic = False  # `--sandbox auto` never takes it

    @classmethod
    def problem(cls) -> str | None:
        return None if shutil.which("chrt") else "chrt is not installed (`sudo apt-get install util-linux`)."

    def start(self) -> None:
        scratch = self.new_scratch()
        kit = str(copy_kit(scratch))
        self.launch(["chrt", "--batch", "0"], kit=kit, home=str(scratch), cwd=str(scratch))
