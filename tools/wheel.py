"""What the wheel carries beside the package: each assignment's source notebook and helpers, in its own folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KEPT = ("*.ipynb", "*.py", "*.rubric.toml", "*.training.toml")


class SourcesInPackages(BuildHookInterface):
    """Puts `source/<name>/` into `autograder/assignments/<package>/course/`; a clone finds them where they are."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        for source in sorted(Path(self.root, "source").iterdir()):
            package = f"autograder/assignments/{source.name.replace('-', '_')}"
            for pattern in KEPT:
                for path in source.glob(pattern):
                    build_data["force_include"][str(path)] = f"{package}/course/{path.name}"
