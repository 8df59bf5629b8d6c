"""Applies the patches of nbgrader in its own commands: when it creates a part that the course's configuration names."""

from __future__ import annotations

from typing import Any, cast

from autograder.course import nbgrader_patches


class PatchesNbgrader:
    """Mixin of the parts that a course's configuration names.

    nbgrader creates them before it reads or copies a student's file, and calls nothing else of the kit's before that.
    """

    def __init__(self, *args: Any, **kw: Any) -> None:
        nbgrader_patches.apply()
        cast(Any, super()).__init__(*args, **kw)
