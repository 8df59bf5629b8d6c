"""YAML as plain mappings, sequences and texts, whatever objects its writer named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SAFE):
    """Ruby's objects, which Gradescope writes, as plain mappings, sequences and texts."""


def _plain(loader: yaml.SafeLoader, _suffix: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node)


_Loader.add_multi_constructor("!", _plain)


def read_yaml(path: Path) -> object:
    """What a file holds; None where it is no YAML. Raises OSError where it can't be read."""
    try:
        return yaml.load(path.read_bytes(), Loader=_Loader)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return None
