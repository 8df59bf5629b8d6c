"""What the wheel carries beside the package: the lock file, and the source notebook and helpers of each assignment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCK = "requirements.lock"  # `vaekit image` installs these versions
KEPT = ("*.ipynb", "*.py", "*.rubric.toml", "*.training.toml")


class SourcesInPackages(BuildHookInterface):
    """Puts `source/<name>/` into `autograder/assignments/<package>/course/`, and the lock file beside the Dockerfile.

    A clone finds both where they are.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        build_data["force_include"][str(Path(self.root, LOCK))] = f"autograder/templates/image/{LOCK}"
        for source in sorted(Path(self.root, "source").iterdir()):
            package = f"autograder/assignments/{source.name.replace('-', '_')}"
            for pattern in KEPT:
                for path in source.glob(pattern):
                    build_data["force_include"][str(path)] = f"{package}/course/{path.name}"
