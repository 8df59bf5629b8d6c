"""What the environment has installed; nothing of it is imported."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec


@cache
def is_installed(package: str) -> bool:
    """Whether the environment has a module or package of that name."""
    try:
        return find_spec(package) is not None
    except (ImportError, ValueError, AttributeError):
        return False
