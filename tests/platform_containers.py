"""Containers like Gradescope's and PrairieLearn's: root inside, no network, no user namespaces, no right to mount."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import Any

import pytest

ENVIRONMENT = "/opt/vaekit"
_SYSTEM = (
    "/usr",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/passwd",
    "/etc/group",
    "/etc/localtime",
)
_LINKS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")


class Container:
    """A container of a platform: the folder that holds what the platform puts in, and the program that it starts."""

    def __init__(self, folder: Path, top: str, program: str, submission: str, results: str) -> None:
        self.folder, self.top, self.program = folder, top, program
        self.submission, self._results = folder / submission, folder / results

    def hand_in(self, files: dict[str, str | bytes | Path]) -> None:
        """Put a hand-in, and nothing else, where the platform puts it."""
        shutil.rmtree(self.submission, ignore_errors=True)
        shutil.rmtree(self._results.parent, ignore_errors=True)
        self.submission.mkdir(parents=True)
        for name, content in files.items():
            if isinstance(content, Path):
                shutil.copyfile(content, self.submission / name)
            else:
                (self.submission / name).write_bytes(content.encode() if isinstance(content, str) else content)

    def run(self) -> tuple[dict[str, Any], str]:
        """Start the platform's program; returns what the platform reads, and what was printed."""
        done = self.start(["bash", self.program])
        return json.loads(self._results.read_text()), done.stdout + done.stderr

    def start(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        """Run a command in the container."""
        return subprocess.run(
            [*_bwrap(self.folder, self.top), *command], capture_output=True, text=True, check=False
        )


def _bwrap(folder: Path, top: str) -> list[str]:
    """The command that makes the container and nothing in it: as root without rights, and the last of its namespaces."""
    command = ["bwrap", "--unshare-all", "--unshare-user", "--disable-userns", "--uid", "0", "--gid", "0"]
    command += ["--die-with-parent", "--cap-drop", "ALL", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    for place in _SYSTEM:
        command += ["--ro-bind-try", place, place]
    for name in _LINKS:
        if Path(name).is_symlink():
            command += ["--symlink", str(Path(name).readlink()), name]
        elif Path(name).is_dir():
            command += ["--ro-bind", name, name]
    command += ["--ro-bind-try", sys.base_prefix, sys.base_prefix]  # of the Python that the environment is made of
    command += ["--ro-bind", str(folder / "environment"), ENVIRONMENT]
    site = sysconfig.get_paths()["purelib"]
    command += ["--ro-bind", site, f"{ENVIRONMENT}/lib/{Path(site).parent.name}/site-packages"]
    command += ["--bind", str(folder), top, "--chdir", top, "--clearenv"]
    return [*command, "--setenv", "PATH", "/usr/bin:/bin", "--setenv", "HOME", f"{top}/home"]


def gradescope(archive: Path, folder: Path) -> Container:
    """A container that Gradescope has built from that archive; its environment is this one's, and not of `setup.sh`."""
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder / "source")
        modes = {one.filename: one.external_attr >> 16 & 0o777 for one in opened.infolist()}
    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    shutil.copyfile(folder / "source" / "run_autograder", folder / "run_autograder")
    _environment(folder)
    return Container(folder, "/autograder", "/autograder/run_autograder", "submission", "results/results.json")


def prairielearn(course: Path, assignment: str, folder: Path) -> Container:
    """A container of PrairieLearn with what a job copies into it from that course."""
    question = course / "questions" / assignment
    shutil.copytree(question / "tests", folder / "tests")
    shutil.copytree(course / "serverFilesCourse", folder / "serverFilesCourse")
    options = json.loads((question / "info.json").read_text())["externalGradingOptions"]
    assert options["serverFilesCourse"] == ["vaekit/"]
    _environment(folder)
    return Container(folder, "/grade", options["entrypoint"], "student", "results/results.json")


def _environment(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "environment"], check=True)


def skip_where_none_can_be_made() -> None:
    """Skip where this machine makes no such container."""
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap, which stands in for the platform's engine, is not installed")
    trial = [
        "bwrap",
        "--unshare-all",
        "--unshare-user",
        "--disable-userns",
        "--uid",
        "0",
        "--ro-bind",
        "/",
        "/",
        "true",
    ]
    done = subprocess.run(trial, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this machine makes no container ({done.stderr.strip()})")
