"""No sandbox: the worker runs as the user who grades (`--sandbox none`)."""

from __future__ import annotations

from autograder.records.settings import Kind
from autograder.sandbox.backends.process import SubprocessBackend
from autograder.sandbox.backends.scratch import copy_kit


class Unconfined(SubprocessBackend):
    """A worker that nothing confines but the kernel's limits. An instructor must ask for it by name."""

    kind = Kind.NONE
    is_automatic = False

    @classmethod
    def problem(cls) -> str | None:
        return None

    def start(self) -> None:
        scratch = self.new_scratch()
        self.launch([], kit=str(copy_kit(scratch)), home=str(scratch), cwd=str(scratch))
