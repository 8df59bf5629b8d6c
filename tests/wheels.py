"""The kit's wheel, and environments that it is installed in, without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from importlib.util import cache_from_source
from pathlib import Path

from answers import ROOT
from packaging.requirements import Requirement


def build_wheel(folder: Path) -> None:
    """Write the wheel of this clone to that folder."""
    kept = shutil.ignore_patterns(".venv*", ".git", ".vaekit", "examples", "docs", "tests", "__pycache__", "*.npz")
    shutil.copytree(ROOT, folder / "clone", ignore=kept)
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    command = [sys.executable, "-c", build, str(folder)]
    made = subprocess.run(command, cwd=folder / "clone", capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    shutil.rmtree(folder / "clone")


def environment_with(wheel: Path, folder: Path) -> Path:
    """The Python of a new environment that has the wheel, and nothing that it needs."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    if any(metadata.distributions(name="pip")):
        installer = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python, "install"]
    else:  # an environment that uv has made
        installer = ["uv", "pip", "install", "--offline", "--compile-bytecode", "--python", python]
    subprocess.run([*installer, "--quiet", "--no-index", "--no-deps", wheel], check=True)
    return python


def run_in(programs: Path, *words: str | Path, cwd: Path, status: int = 0, **more: str) -> str:
    """Run a command of the environment with that `bin`, with no clone in sight; it must end with `status`."""
    hidden = ("PYTHONPATH", "VIRTUAL_ENV")
    environment = {name: value for name, value in os.environ.items() if name not in hidden} | more
    environment["PATH"] = f"{programs}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    command = [str(word) for word in words]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


# --- what pip would install with the wheel

_LEFT_OUT = {"rfc3987-syntax"}  # by the lock file


def install_needed(python: Path) -> set[str]:
    """Give the environment of that Python all that its vaekit requires without extras; returns the packages' names."""
    (site,) = python.parents[1].glob("lib/python*/site-packages")
    (kit,) = metadata.distributions(name="vaekit", path=[str(site)])
    found: dict[str, metadata.Distribution] = {}
    for requirement in _required(kit, frozenset()):
        _add(requirement, found)
    for one in found.values():
        _link(one, site)
    return set(found)


def _required(package: metadata.Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    for words in package.requires or ():
        one = Requirement(words)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield one


def _add(requirement: Requirement, found: dict[str, metadata.Distribution], seen: set[str] = set()) -> None:  # noqa: B006
    name, extras = requirement.name.lower().replace("_", "-").replace(".", "-"), frozenset(requirement.extras)
    if name in _LEFT_OUT or f"{name}{sorted(extras)}" in seen:
        return
    seen.add(f"{name}{sorted(extras)}")
    found[name] = metadata.distribution(name)
    for one in _required(found[name], extras):
        _add(one, found)


def _link(package: metadata.Distribution, site: Path) -> None:
    """Its files by further names, as an installer with a cache does: the sandbox follows no symbolic link out of it."""
    for file in package.files or ():
        source, target = Path(str(package.locate_file(file))), Path(os.path.normpath(site / file))
        if not source.is_file() or (target.parent.name == "bin" and source.read_bytes()[:2] == b"#!"):
            continue  # a script names the Python that it is for
        _link_file(source, target)
        if source.suffix == ".py":  # and what Python has compiled of it, which not every installer lists
            compiled = [Path(cache_from_source(str(path))) for path in (source, target)]
            if compiled[0].is_file():
                _link_file(*compiled)


def _link_file(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.hardlink_to(source)
    except FileExistsError:
        pass
    except OSError:  # another file system
        shutil.copy2(source, target)
