"""Each cause that keeps a sandbox from working is made by hand, and `vaekit doctor` must name it with its remedy."""

from __future__ import annotations

import errno
import os
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from answers import ROOT, completed
from docker_engine import forget_trials
from mounted import SANDBOX, in_mounts
from rights import ORDINARY
from sandboxes import REFUSE_LANDLOCK

from autograder.course.doctor.engines import engine
from autograder.course.doctor.sandbox import sandbox_kind
from autograder.records.doctor_findings import Severity
from autograder.sandbox.backends.landlock import Landlock, landlock_abi

pytestmark = pytest.mark.usefixtures("starts")


@pytest.fixture
def only_bwrap(tmp_path) -> str:
    """A folder for PATH with bubblewrap alone: no container engine."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        pytest.skip("bubblewrap is not installed")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "bwrap").symlink_to(bwrap)
    return str(tmp_path / "bin")


SWITCHES = {
    "kernel.apparmor_restrict_unprivileged_userns": ("1", "0"),
    "kernel.unprivileged_userns_clone": ("0", "1"),
}


@pytest.mark.parametrize("switch", SWITCHES)
def test_a_closed_switch_of_the_kernel_is_named_with_the_command_that_opens_it(only_bwrap, switch):
    """Ubuntu's rule of AppArmor and Debian's setting: a file with its value stands where that kernel has one.

    What they refuse bubblewrap is refused here as well, by another /proc that it can't work with.
    """
    closed, opened = SWITCHES[switch]
    said = in_mounts(
        SANDBOX,
        "mount -t tmpfs tmpfs /proc/sys/kernel",
        f"echo {closed} > /proc/sys/{switch.replace('.', '/')}",
        f"PATH={shlex.quote(only_bwrap)}",
    )
    assert "bubblewrap can't confine a worker here" in said
    assert f"The kernel refuses user namespaces: sudo sysctl -w {switch}={opened} (and in /etc/sysctl.d/)." in said


def test_no_user_namespaces_at_all_is_named_and_what_auto_takes_instead(only_bwrap):
    closed = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"'
    command = ["unshare", "--user", "--map-root-user", "sh", "-c", closed, "sh", sys.executable, "-c", SANDBOX]
    done = completed(*command, cwd=ROOT, PYTHONPATH=str(ROOT), PATH=f"{only_bwrap}:{os.environ['PATH']}")
    if "unshare" in done.stderr or "Permission denied" in done.stderr:
        pytest.skip("this machine makes no user namespace to begin with")
    assert "sudo sysctl -w user.max_user_namespaces=15000" in done.stdout, done.stderr
    if Landlock.problem() is None:
        assert "landlock works: Landlock ABI" in done.stdout


# Python code after which no user namespace can be made, as under Docker's default profile
REFUSE_NAMESPACES = """
import ctypes, errno, struct
from autograder.sandbox.limits.system_calls import NotWith, Rules, filter_of
new_user = 0x10000000
clone = NotWith((56, 220), 0, new_user, new_user, errno.EPERM)
rules = filter_of(Rules({"unshare": (272, 97)}, {"clone3": (435, 435)}, {}, (("clone", clone),)))
libc, program = ctypes.CDLL(None), ctypes.create_string_buffer(rules, len(rules))
assert libc.prctl(38, 1, 0, 0, 0) == 0
assert libc.prctl(22, 2, struct.pack("@HP", len(rules) // 8, ctypes.addressof(program)), 0, 0) == 0
"""


def test_a_filter_of_system_calls_that_refuses_namespaces_is_named(only_bwrap):
    command = [sys.executable, "-c", REFUSE_NAMESPACES + SANDBOX]
    done = completed(*command, cwd=ROOT, PYTHONPATH=str(ROOT), PATH=only_bwrap)
    said = done.stdout
    assert "bubblewrap can't confine a worker here" in said, done.stderr
    assert "A filter of system calls (seccomp) refuses user namespaces (Operation not permitted)" in said
    assert "--security-opt seccomp=PROFILE" in said


def test_without_bubblewrap_the_filter_that_would_refuse_it_is_named_too(tmp_path):
    command = [sys.executable, "-c", REFUSE_NAMESPACES + SANDBOX]
    said = completed(*command, cwd=ROOT, PYTHONPATH=str(ROOT), PATH=str(tmp_path)).stdout
    assert "Install bubblewrap. A filter of system calls (seccomp) refuses user namespaces" in said


def test_a_covered_proc_is_found_by_the_command_that_grading_uses(only_bwrap):
    """A plain trial of bubblewrap passes there, and each submission failed."""
    said = in_mounts(SANDBOX, "mount -t tmpfs -o ro tmpfs /proc/irq", f"PATH={shlex.quote(only_bwrap)}")
    assert "Can't mount proc" in said
    assert "/proc/irq is covered" in said
    assert "systempaths=unconfined" in said


# --- engines --------------------------------------------------------------------------------------------------


@pytest.fixture
def docker(tmp_path, monkeypatch) -> Iterator[Path]:
    """Docker's client alone on PATH, and the socket of its engine, where nobody listens yet."""
    client = shutil.which("docker")
    if client is None:
        pytest.skip("Docker's client is not installed")
    (tmp_path / "docker").symlink_to(client)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/docker.sock")
    forget_trials()
    yield tmp_path / "docker.sock"
    forget_trials()


def test_no_engine_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert engine().found == "neither Podman nor Docker is installed"


def test_an_engine_that_does_not_run_is_named(docker):
    found = engine()
    assert found.level is Severity.WARNING
    assert "docker can't run a container here" in found.found
    assert "Docker's engine does not run: `sudo systemctl start docker`." in found.remedy


def test_an_engine_that_this_user_may_not_use_is_named(docker):
    """The socket is there, and closed to this user, as Docker's is to who is not in its group."""
    if ORDINARY and shutil.which("setpriv", path=os.defpath) is None:
        pytest.skip("util-linux is not installed")
    code = "from autograder.course.doctor.engines import engine; print(engine())"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(docker))
        listener.listen()
        docker.chmod(0)
        programs = [shutil.which(ORDINARY[0], path=os.defpath), *ORDINARY[1:]] if ORDINARY else []
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [*programs, sys.executable, "-c", code]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert "This user has no right to use Docker: `sudo usermod -aG docker $USER`" in done.stdout, done.stderr


def test_an_engine_of_another_machine_is_named(docker, monkeypatch):
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:9")
    assert "DOCKER_HOST names tcp://127.0.0.1:9: the containers must see this machine's files" in engine().remedy


@pytest.mark.parametrize("error", [errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM])
def test_a_missing_landlock_is_told_beside_a_missing_bubblewrap(tmp_path, error):
    command = [sys.executable, "-c", REFUSE_LANDLOCK.replace("ERROR", str(error)) + SANDBOX]
    said = completed(*command, cwd=ROOT, PYTHONPATH=str(ROOT), PATH=str(tmp_path)).stdout
    told = {
        errno.ENOSYS: "This kernel has no Landlock",
        errno.EOPNOTSUPP: "Landlock is switched off in this kernel",
        errno.EPERM: "Landlock is refused by this container's filter of system calls",
    }
    assert "bubblewrap is not installed" in said
    assert told[error] in said


@pytest.mark.parametrize("abi", [1, 4])
def test_the_version_of_landlock_is_told(monkeypatch, tmp_path, abi):
    if landlock_abi() < abi:
        pytest.skip("this kernel's Landlock is older")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("autograder.sandbox.backends.landlock.landlock_abi", lambda: abi)
    _, found = sandbox_kind()
    assert f"landlock works: Landlock ABI {abi} without namespaces" in found.found
