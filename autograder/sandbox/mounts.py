"""Which files of the machine the sandbox sees: the Python environment, the libraries that it needs, and the worker.

Each is named: a folder that Python imports from, a library that a binary file needs, a few programs. Other files under
/usr or in the environment's folder are not visible.
"""

from __future__ import annotations

import os
import shutil
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from autograder.authoring.find_assignments import installed_packages
from autograder.records.errors import SandboxError
from autograder.sandbox.shared_libraries import libraries
from autograder.wire import KIT_FOLDER

KIT = Path(__file__).resolve().parent.parent
INSIDE = (*sorted((KIT / "sandbox" / "inside").glob("*.py")), KIT / "wire.py")  # the files that the worker runs
_TOP_LEVEL = ("/bin", "/lib", "/lib32", "/lib64", "/sbin")  # links into /usr on most machines
_SYSTEM = Path("/usr")  # a Python that lives here shares its prefix with all that is installed
_PROGRAMS = (
    "cat",
    "echo",
    "env",
    "id",
    "ldconfig",
    "ls",
    "sh",
    "sleep",
    "true",
    "uname",
)  # `ctypes.util` asks ldconfig
_SEARCH_PATH = os.pathsep.join(("/usr/bin", "/bin", "/usr/sbin", "/sbin"))
_DATA_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/usr/lib/locale", "/usr/share/fonts", "/usr/share/zoneinfo")
_DEBIAN_MATPLOTLIB = "/usr/share/matplotlib"  # where its package keeps what others keep beside the code
_CONDA_MARK = "conda-meta"
# Conda's libraries load others that they name nowhere
_CONDA_FOLDERS = ("lib", "share/zoneinfo", "ssl")


@cache
def readable() -> tuple[tuple[Path, str], ...]:
    """Return the files and folders that the sandbox sees, and their names there; a folder comes before its content."""
    seen = {_name_inside(path): Path(os.path.realpath(path)) for path in _needed_paths() if os.path.exists(path)}  # noqa: PTH110
    folders = [name for name, source in seen.items() if source.is_dir()]
    alone = [name for name in sorted(seen) if not any(_lies_below(name, folder) for folder in folders)]
    return (*((seen[name], name) for name in alone), *((path, f"{KIT_FOLDER}/{path.name}") for path in INSIDE))


@cache
def links() -> tuple[tuple[str, str], ...]:
    """Return the top-level names that are links, such as /lib, and their targets."""
    return tuple((name, str(Path(name).readlink())) for name in _TOP_LEVEL if Path(name).is_symlink())


def covered() -> list[str]:
    """Return the folders that hold hidden checks, of the kit and of other packages: in the sandbox they are empty."""
    kits = {KIT, *(Path(place, KIT.name) for place in package_folders()), *installed_packages()}
    return sorted(str(folder) for folder in kits if folder.is_dir() and _is_mounted(folder))


def exposed_by(path: Path) -> str | None:
    """Return the folder that a path lies in and that student code can read; None where there is none."""
    names = {Path(os.path.abspath(path)), path.resolve()}  # noqa: PTH100
    folders = [target for source, target in readable() if source.is_dir()]
    return next(
        (folder for folder in _with_real_paths(*_own_prefixes(), *folders) if _is_any_below(names, folder)), None
    )


def expect_unexposed(*paths: Path | None) -> None:
    """Raise SandboxError where one of the paths lies in a folder that student code can read."""
    for path in filter(None, paths):
        if folder := exposed_by(path):
            raise SandboxError(
                f"{path} lies in the Python environment {folder}, which student code can read: {EXPOSED_REMEDY}."
            )


EXPOSED_REMEDY = "move the course elsewhere, or install the kit into a virtual environment beside it"


def _is_any_below(names: Iterable[Path], folder: str) -> bool:
    return any(name.is_relative_to(folder) for name in names)


def python_in_sandbox() -> str:
    """Return the path of this interpreter in the sandbox. The link of a virtual environment is not followed."""
    return _name_inside(sys.executable)


def package_folders() -> list[str]:
    """Return the folders where this process finds packages, by each of their names."""
    found = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    return _with_real_paths(sysconfig.get_paths()["purelib"], sysconfig.get_paths()["platlib"], *found)


def _with_real_paths(*paths: str) -> list[str]:
    """Return each path as it is written and with its links resolved."""
    return sorted({*map(os.path.abspath, paths), *map(os.path.realpath, paths)})


def _lies_below(name: str, folder: str) -> bool:
    return name.startswith(f"{folder}/")


def _is_mounted(folder: Path) -> bool:
    return any(folder.is_relative_to(target) for _, target in readable())


def _name_inside(path: str) -> str:
    """Return the path by which the sandbox knows it: the targets of top-level links are mounted, not the links."""
    path = os.path.abspath(path)  # noqa: PTH100
    for name, target in links():
        if path == name or _lies_below(path, name):
            return os.path.join("/", target) + path.removeprefix(name)  # noqa: PTH118
    return path


def _needed_paths() -> Iterator[str]:
    python_folders, programs = _python_folders(), [*_interpreters(), *_programs()]
    yield from _DATA_FILES
    yield from python_folders
    yield from programs
    yield from (str(Path(prefix, "pyvenv.cfg")) for prefix in _with_real_paths(sys.prefix))
    yield from _conda_paths()
    if any(Path(folder).name == "dist-packages" for folder in python_folders):
        yield _DEBIAN_MATPLOTLIB
    executables = [Path(program) for program in programs if Path(program).is_file()]
    needed = libraries([*executables, Path(sys.executable)], map(Path, python_folders))
    # by the name of the folder that it is in, so that a link of the machine's is none in the sandbox
    yield from (os.path.join(_real_folder(folder), name) for folder, name in map(os.path.split, needed))  # noqa: PTH118


@cache
def _real_folder(folder: str) -> str:
    return os.path.realpath(folder)


def _python_folders() -> list[str]:
    """Return the folders that Python imports from, without the user's own packages, which `python -s` ignores."""
    named = sysconfig.get_paths()
    found = [*_with_real_paths(named["stdlib"], named["platstdlib"]), *package_folders()]
    found += [path for path in sys.path if path.endswith(".zip")]
    return [path for path in found if path != site.getusersitepackages() and Path(path).exists()]


def _own_prefixes() -> list[str]:
    """Return the folders that belong to the environment alone, not to the system."""
    return [path for path in _with_real_paths(sys.prefix, sys.base_prefix) if not _is_system(Path(path))]


def _is_system(path: Path) -> bool:
    return path == Path("/") or path.is_relative_to(_SYSTEM)


def _interpreters() -> Iterator[str]:
    """Yield each link on the way to the interpreter: an environment's whole `bin`, or a single file elsewhere."""
    own = {str(Path(prefix, "bin")) for prefix in _own_prefixes()}
    name = os.path.abspath(sys.executable)  # noqa: PTH100
    for _ in range(40):  # as many links as the kernel follows
        folder = os.path.dirname(name)  # noqa: PTH120
        yield folder if folder in own else name
        real = os.path.join(os.path.realpath(folder), os.path.basename(name))  # noqa: PTH118, PTH119
        if real != name:
            yield os.path.dirname(real) if os.path.dirname(real) in own else real  # noqa: PTH120
        if not Path(real).is_symlink():
            return
        name = os.path.normpath(Path(real).parent / Path(real).readlink())


def _programs() -> list[str]:
    return [found for name in _PROGRAMS if (found := shutil.which(name, path=_SEARCH_PATH))]


def _conda_paths() -> Iterator[str]:
    for prefix in _own_prefixes():
        if Path(prefix, _CONDA_MARK).is_dir():
            yield from (str(Path(prefix, name)) for name in _CONDA_FOLDERS)
