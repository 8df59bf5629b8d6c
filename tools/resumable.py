"""A long measurement that goes on where it was interrupted."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any


class Resumable:
    """What was measured so far: one JSON object a line, on the disk as soon as it is added.

    `folder` also holds what is measured, until `finish` removes it. A last line that was cut off is dropped.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "measured.jsonl"
        self._records = self._read()

    def _read(self) -> list[dict[str, Any]]:
        content = self._file.read_text(encoding="utf-8") if self._file.exists() else ""
        whole = content[: content.rfind("\n") + 1]
        if whole != content:
            self._file.write_text(whole, encoding="utf-8")
        return [json.loads(one) for one in whole.splitlines()]

    def add(self, kind: str, **values: Any) -> None:
        """Keep a record of that kind."""
        self._records.append({"kind": kind, **values})
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(self._records[-1]) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The records of a kind, the first one first."""
        return [one for one in self._records if one["kind"] == kind]

    def has(self, kind: str) -> bool:
        """Whether there is a record of that kind."""
        return bool(self.of(kind))

    def finish(self) -> None:
        """Remove all of it: the next measurement begins anew."""
        shutil.rmtree(self.folder)
