"""Packages that bring something to the kit by an entry point, as an installer leaves them."""

from __future__ import annotations

from pathlib import Path


def as_installed(site: Path, package: str, group: str, **points: str) -> None:
    """Write the metadata of a package in this folder that has the entry points of one group."""
    metadata = site / f"{package}-0.1.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 0.1\n")
    lines = [f"{name} = {value}\n" for name, value in points.items()]
    (metadata / "entry_points.txt").write_text(f"[{group}]\n{''.join(lines)}")
