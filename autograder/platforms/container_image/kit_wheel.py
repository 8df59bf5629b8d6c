"""The kit's wheel: built from the clone that is installed, or else put together again from the installed files."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

from autograder.records.errors import KitError
from autograder.records.text import shortened

_KIT = "vaekit"
_BUILD = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
_OF_INSTALLER = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json")


def write_kit_wheel(folder: Path) -> Path:
    """Write the wheel of the kit that runs to a folder, and return it. Raises KitError where none can be made."""
    kit = distribution(_KIT)
    clone = clone_of(kit)
    return _built(clone, kit, folder) if clone is not None else _from_installed(kit, folder)


def clone_of(package: Distribution) -> Path | None:
    """Return the folder that a package is installed from without being copied; None where it was copied."""
    told = json.loads(package.read_text("direct_url.json") or "{}")
    if not told.get("dir_info", {}).get("editable"):
        return None
    return Path(url2pathname(urlparse(told["url"]).path))


def _name(kit: Distribution) -> str:
    return f"{_KIT}-{kit.version}-py3-none-any.whl"


def _built(clone: Path, kit: Distribution, folder: Path) -> Path:
    command = [sys.executable, "-c", _BUILD, str(folder)]
    done = subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise KitError(
            f"The kit's wheel could not be built in {clone} ({shortened(last, 200)}): `pip install hatchling` in "
            "this environment, and run the command again."
        )
    return folder / _name(kit)


def _from_installed(kit: Distribution, folder: Path) -> Path:
    """Pack the installed files as the wheel had them."""
    path = folder / _name(kit)
    lines = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, content in _files(kit):
            wheel.writestr(name, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            lines.append(f"{name},sha256={digest},{len(content)}\n")
        record = f"{_KIT}-{kit.version}.dist-info/RECORD"
        wheel.writestr(record, "".join([*lines, f"{record},,\n"]))
    return path


def _files(kit: Distribution) -> Iterator[tuple[str, bytes]]:
    """Yield the names in the wheel, and the contents, of what it installed: programs and compiled files are made anew."""
    places = sysconfig.get_paths()
    packages, data = Path(places["purelib"]).resolve(), Path(places["data"]).resolve()
    programs = Path(places["scripts"]).resolve()
    for file in kit.files or ():
        path = Path(str(kit.locate_file(file))).resolve()
        is_made_anew = path.suffix == ".pyc" or path.name in _OF_INSTALLER or path.is_relative_to(programs)
        if is_made_anew or not path.is_file():
            continue
        if path.is_relative_to(packages):
            yield path.relative_to(packages).as_posix(), path.read_bytes()
        else:
            yield f"{_KIT}-{kit.version}.data/data/{path.relative_to(data).as_posix()}", path.read_bytes()
