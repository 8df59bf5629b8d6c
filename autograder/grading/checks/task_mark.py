"""The description of `@pytest.mark.task`, the mark of a hidden check, as it is registered with pytest."""

from __future__ import annotations

from autograder.records.results import TRAINING

TASK_MARK = (
    "task(id, points, spoils): the task that a hidden check belongs to, the points it gives, and what later tasks "
    f"suffer where it fails (by default: {TRAINING})"
)
