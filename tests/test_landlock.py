"""What student code can't do under `--sandbox landlock`, where no namespace helps: each refusal is tried by itself."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy.fft
import psutil
import pytest
from answers import NAME, ROOT, completed
from sandboxes import CHANNELS, PATIENT, REFUSE_LANDLOCK, TRIES, ended, session_about, wait_until
from toy import TOY, toy_cells, write

from autograder.authoring.assignment import assignments
from autograder.commands.terminal import Status
from autograder.course.doctor import sandbox as doctor
from autograder.grading.settings import Settings
from autograder.grading.submission import grade
from autograder.handin.submission import Submission
from autograder.records.errors import SandboxError
from autograder.records.guarantees import Guarantee, as_options
from autograder.records.outcomes import StudentFailed
from autograder.records.settings import Kind
from autograder.sandbox.backends import landlock
from autograder.sandbox.backends.bubblewrap import Bubblewrap
from autograder.sandbox.backends.container import Docker, Podman
from autograder.sandbox.backends.landlock import Landlock, landlock_abi
from autograder.sandbox.choose_backend import choose
from autograder.sandbox.limits.calls_without_namespaces import SCOPES_SIGNALS
from autograder.sandbox.limits.control_group import Group
from autograder.sandbox.sandboxed_worker import Sandbox

REFUSED = {errno.EPERM, errno.EACCES, errno.EAFNOSUPPORT, errno.ENOSYS, errno.ENOTTY, errno.EXDEV}
ATTEMPT = """
import ctypes, fcntl, mmap, os, platform, shutil, signal, socket, subprocess, sys, tempfile
libc = ctypes.CDLL(None, use_errno=True)
column = ('x86_64', 'aarch64').index(platform.machine())
def call(numbers, *arguments):
    plain = [ctypes.c_char_p(one) if isinstance(one, bytes) else ctypes.c_long(one) for one in arguments]
    if libc.syscall(ctypes.c_long(numbers[column]), *plain) < 0:
        raise OSError(ctypes.get_errno(), 'call')
parent, own = os.getppid(), os.getpid()
def attempt(code):
    try:
        exec(code, dict(globals(), **here))
    except OSError as error:
        return error.errno
    return 0
here = dict(locals())
return np.array([attempt(code) for code in CODES])
"""

REACHES = {
    "checks": f"open({str(ROOT / 'tests' / 'toy' / 'checks' / 'test_square.py')!r})",
    "names of checks": f"os.listdir({str(ROOT / 'tests' / 'toy' / 'checks')!r})",
    "kit": f"open({str(ROOT / 'autograder' / 'grading' / 'submission.py')!r})",
    "gradebook": "open(outside + '/gradebook.db')",
    "gradebook, to change it": "open(outside + '/gradebook.db', 'r+b')",
    "gradebook, to empty it": "os.truncate(outside + '/gradebook.db', 0)",
    "gradebook, emptied by who reads": "os.open(outside + '/gradebook.db', os.O_RDONLY | os.O_TRUNC)",
    "gradebook, with neither right": "os.open(outside + '/gradebook.db', 3)",
    "gradebook, by its link in scratch": "os.symlink(outside + '/gradebook.db', 'link'); open('link')",
    "gradebook, linked": "os.link(outside + '/gradebook.db', 'hard')",
    "gradebook, moved": "os.rename(outside + '/gradebook.db', 'mine')",
    "gradebook, removed": "os.unlink(outside + '/gradebook.db')",
    "exchange": "os.listdir(outside + '/exchange')",
    "exchange, to write": "open(outside + '/exchange/message', 'w')",
    "a file of the environment, to change it": "open(np.__file__, 'r+b')",
    "a file of the environment, linked": "os.link(np.__file__, 'numpy.py')",
    "a file of the environment, emptied": "os.open(np.__file__, os.O_RDONLY | os.O_TRUNC)",
    "a folder of the environment": "open(os.path.dirname(np.__file__) + '/x', 'w')",
    "the worker's files, to write": "open(os.path.dirname(os.path.dirname(os.getcwd())) + '/kit/x', 'w')",
    "the worker's plan": "open(os.path.dirname(os.path.dirname(os.getcwd())) + '/plan.json')",
    "scratch folders of all": "os.listdir(os.path.dirname(os.getcwd()))",
    "password file": "open('/etc/passwd')",
    "root folder": "os.listdir('/')",
    "home": f"os.listdir({str(Path.home())!r})",
    "list of processes": "os.listdir('/proc')",
    "parent's environment": "open(f'/proc/{parent}/environ', 'rb')",
    "parent's memory": "open(f'/proc/{parent}/mem', 'r+b')",
    "parent's status": "open(f'/proc/{parent}/status')",
    "parent's files": "os.listdir(f'/proc/{parent}/fd')",
    "own memory, as a file": "open('/proc/self/mem', 'r+b')",
    "sockets of the machine": "open('/proc/self/net/unix')",
    "counters of the machine": "open('/proc/meminfo')",
    "settings of the kernel": "open('/proc/sys/kernel/core_pattern', 'r+')",
    "own chance to be killed": "open('/proc/self/oom_score_adj', 'w')",
    "/tmp": "open('/tmp/vaekit-message', 'w')",
    "/tmp, listed": "os.listdir('/tmp')",
    "/dev/shm": "open('/dev/shm/vaekit-message', 'w')",
    "terminals": "os.openpty()",
    "a device": "open('/dev/zero', 'r+b', buffering=0)",
    "a device, made": "os.mknod('device', 0o20666, 0x103)",
    "Internet socket": "socket.socket()",
    "datagrams": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "sockets of the machine's programs": "socket.socket(socket.AF_UNIX).connect('/run/systemd/private')",
    "abstract sockets": "socket.socket(socket.AF_UNIX).bind('\\0vaekit')",
    "a pair of datagram sockets": "socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)",
    "a pair of raw sockets": "socket.socketpair(socket.AF_UNIX, socket.SOCK_RAW)",
    "a name for a socket": "socket.socketpair()[0].bind('\\0vaekit')",
    "open files hidden in sockets": "socket.send_fds(socket.socketpair()[0], [b'x'], [0])",
    "signal to the parent": "os.kill(parent, 0)",
    "signal to the first process": "os.kill(1, 0)",
    "signal to the worker's group": "os.killpg(os.getpgid(parent), 0)",
    "signal to a thread of the parent": "call((234, 131), parent, parent, 0)",
    "signal by a descriptor": "signal.pidfd_send_signal(os.pidfd_open(parent), 0)",
    "signal by a file": "fcntl.fcntl(0, fcntl.F_SETOWN, parent)",
    "signal by a socket": "fcntl.ioctl(socket.socketpair()[0], 0x8901, parent.to_bytes(4, sys.byteorder))",
    "tracing": "call((101, 117), 16, parent, 0, 0)",
    "limits of the parent": "import resource; resource.prlimit(parent, resource.RLIMIT_NOFILE, (0, 0))",
    "priority of the parent": "os.setpriority(os.PRIO_PROCESS, parent, 19)",
    "own priority": "os.setpriority(os.PRIO_PROCESS, 0, 19)",
    "processor of the parent": "os.sched_setaffinity(parent, {0})",
    "scheduling of the parent": "os.sched_setscheduler(parent, os.SCHED_BATCH, os.sched_param(0))",
    "disk priority": "call((251, 30), 1, parent, 0)",
    "memory of the parent": "call((310, 270), parent, 0, 0, 0, 0, 0)",
    "session": "if os.fork() == 0:\n    os._exit(attempt('os.setsid()'))\n"
    "raise OSError(os.waitstatus_to_exitcode(os.wait()[1]), 'refused')",
    "process group": "os.setpgid(0, 0)",
    "the user that it is": "os.setuid(os.getuid())",
    "rights": "call((126, 91), bytes((0x22, 5, 8, 0x20)) + bytes(4), bytes(24))",
    "process group, in another program": "subprocess.run(['/usr/bin/true'], start_new_session=True)",
    "lock": "fcntl.flock(os.open(np.__file__, os.O_RDONLY), fcntl.LOCK_EX)",
    "record lock": "fcntl.lockf(os.open(np.__file__, os.O_RDONLY), fcntl.LOCK_SH)",
    "mode": "os.chmod(np.__file__, 0o777)",
    "mode, in scratch": "os.mkdir('own'); os.chmod('own', 0o777)",
    "owner": "os.chown(np.__file__, 1000, 1000)",
    "times": "os.utime(np.__file__, (1, 1))",
    "attributes": "fcntl.ioctl(os.open(np.__file__, os.O_RDONLY), 0x40086602, bytes(8))",
    "extended attributes": "os.setxattr(np.__file__, 'user.x', b'1')",
    "files in memory": "os.memfd_create('x')",
    "queues of messages": "call((69, 189), 0, b'x' * 16, 1, 0o4000)",
    "semaphores": "call((65, 193), 0, bytes(6), 1)",
    "namespaces": "call((272, 97), 0x10000000)",
    "to be without a watch": "call((157, 167), 1, 0)",
    "to be a subreaper": "call((157, 167), 36, 1)",
    "open by a structure": "call((437, 437), -100, b'/etc/passwd', bytes(24), 24)",
}


@pytest.fixture(scope="module", autouse=True)
def landlock_works(starts) -> None:
    if Landlock.problem() is not None:
        pytest.skip(f"{Landlock.problem()}")


@pytest.fixture(scope="module")
def sandbox_kind() -> Kind:
    return Kind.LANDLOCK


@pytest.fixture(scope="module")
def outside(tmp_path_factory) -> Path:
    """What a course has beside a hand-in."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "gradebook.db").write_text("secret")
    (folder / "exchange").mkdir(mode=0o777)
    return folder


def attempts(outside: Path) -> str:
    """The body of a function that tries each, and returns the numbers of errors; 0: it succeeded."""
    return f"outside = {str(outside)!r}" + ATTEMPT.replace("CODES", repr([*REACHES.values()]))


@pytest.fixture(scope="module")
def errors(sandbox_kind, outside, tmp_path_factory) -> dict[str, int]:
    """What each attempt ended with."""
    with Sandbox(sandbox_kind, TOY.preload, PATIENT) as sandbox:
        session = session_about(tmp_path_factory.mktemp("hand-in"), attempts(outside), sandbox, PATIENT)
        found = session.ask("square", x=1)["y"].tolist()
        session.close()
    return dict(zip(REACHES, found, strict=True))


@pytest.mark.parametrize("what", REACHES)
def test_what_is_outside_is_refused(errors, what):
    assert errors[what] in REFUSED


@pytest.mark.parametrize("abi", [1, 2, 3, 5])
def test_an_older_landlock_refuses_no_less(monkeypatch, answer, outside, abi):
    """What it lacks the filter of system calls refuses. The kernel is this one, asked for no more than the older has."""
    monkeypatch.setattr(landlock, "landlock_abi", lambda: abi)
    found = dict(zip(REACHES, answer(attempts(outside)).tolist(), strict=True))
    assert [name for name, error in found.items() if error not in REFUSED] == []
    assert (outside / "gradebook.db").read_text() == "secret"


def test_each_channel_over_what_is_shared_is_refused(answer):
    refused = answer(TRIES.replace("CODES", repr([*CHANNELS.values()]))).astype(bool)
    assert [name for name, is_refused in zip(CHANNELS, refused, strict=True) if not is_refused] == []


# --- neighbours and what comes after --------------------------------------------------------------------------

WRITES = """
import os
open('mine', 'w').write('x')
raise ValueError(f'{os.getpid()} {os.getcwd()}')
"""
REACHES_A_NEIGHBOUR = """
import os, signal
found = []
for act in (lambda: open(FOLDER + '/mine'), lambda: os.listdir(FOLDER), lambda: open(FOLDER + '/note', 'w'),
            lambda: os.rename(FOLDER, 'taken'), lambda: os.kill(NUMBER, signal.SIGKILL), lambda: os.kill(NUMBER, 0),
            lambda: open(f'/proc/{NUMBER}/status'), lambda: open(f'/proc/{NUMBER}/mem', 'rb')):
    try:
        act()
        found.append(0)
    except OSError as error:
        found.append(error.errno)
return np.array(found)
"""


def test_a_neighbour_and_its_folder_are_out_of_reach(tmp_path, answer_of, from_zygote):
    make, _ = from_zygote
    one = session_about(tmp_path / "one", WRITES, make(), PATIENT)
    with pytest.raises(StudentFailed) as told:
        one.ask("square", x=1)
    number, folder = told.value.message.split("ValueError: ")[1].split(" (line")[0].split(" ", 1)
    assert Path(folder, "mine").exists()
    body = f"FOLDER, NUMBER = {folder!r}, {number}\n{REACHES_A_NEIGHBOUR}"
    assert set(answer_of(body, make()).tolist()) <= REFUSED
    assert psutil.pid_exists(int(number))
    one.close()


def test_a_scratch_folder_is_gone_with_its_child_whatever_lies_in_it(answer_of, sandbox_kind):
    leaves = """
import os
os.umask(0o777)
os.mkdir('closed')
os.umask(0o022)
os.symlink('/', 'root')
for number in range(40):
    os.mkdir('deep')
    os.chdir('deep')
    open('file', 'w').close()
return 1
"""
    with Sandbox(sandbox_kind, TOY.preload, PATIENT) as sandbox:
        assert answer_of(leaves, sandbox) == 1
        assert answer_of("import os\nreturn len(os.listdir('.'))", sandbox) == 0
        sandbox.end_child()
        assert sandbox.is_alive()
        assert [*Path(sandbox._worker._scratch.name, "children").iterdir()] == []


BREEDS = """
import os, time
for _ in range(3):
    if os.fork() == 0:
        if os.fork() == 0:
            while True:
                if os.fork() == 0:
                    time.sleep(0.05)
                    os._exit(0)
                os.waitpid(-1, 0)
        os._exit(0)
time.sleep(0.5)
return os.getpid()
"""


@pytest.mark.parametrize("how", ["the session closes", "the sandbox closes", "the worker is killed"])
def test_no_process_is_left(tmp_path, sandbox_kind, how):
    before = set(psutil.Process().children(recursive=True))
    with Sandbox(sandbox_kind, TOY.preload, PATIENT) as sandbox:
        session = session_about(tmp_path, BREEDS, sandbox, PATIENT)
        group = int(session.ask("square", x=1)["y"])
        assert _members(group) >= 4  # the child, and what it left
        if how == "the session closes":
            session.close()
            assert sandbox.is_alive()
        elif how == "the worker is killed":
            os.kill(sandbox.pid, signal.SIGKILL)
        else:
            sandbox.close()
        wait_until(lambda: _members(group) == 0)
        session.close()
    assert ended(*(set(psutil.Process().children(recursive=True)) - before))


def _guard(worker: int) -> int:
    """The number of the process that watches: the worker's first child."""
    return min(psutil.Process(worker).children(), key=lambda child: child.create_time()).pid


def _members(group: int) -> int:
    count = 0
    for process in psutil.process_iter():
        try:
            count += os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE
        except (OSError, psutil.Error):
            continue
    return count


def test_without_the_guard_no_further_child_starts(tmp_path, sandbox_kind):
    with Sandbox(sandbox_kind, TOY.preload, PATIENT) as sandbox:
        sandbox.fork().close()
        guard = psutil.Process(_guard(sandbox.pid))
        guard.kill()
        assert ended(guard)
        body = f"open({str(tmp_path / 'ran')!r}, 'w')\nreturn 1"
        session = session_about(tmp_path, body, sandbox, PATIENT)
        first = sandbox.pid
        with pytest.raises(StudentFailed, match="Permission"):  # of a new worker, with a guard of its own
            session.ask("square", x=1)
        assert sandbox.pid != first
        session.close()


@pytest.mark.parametrize("broken", [b"", bytes(8 * 5000)], ids=["none", "too long"])
def test_a_child_that_cannot_be_confined_runs_nothing(monkeypatch, tmp_path, sandbox_kind, broken):
    monkeypatch.setattr(landlock, "filter_without_namespaces", lambda abi, machine="": broken)
    body = f"open({str(tmp_path / 'ran')!r}, 'w')\nreturn 1"
    with Sandbox(sandbox_kind, TOY.preload, PATIENT) as sandbox:
        session = session_about(tmp_path, body, sandbox, PATIENT)
        with pytest.raises(SandboxError, match="could not prepare the notebook"):
            session.ask("square", x=1)
        session.close()
    assert not (tmp_path / "ran").exists()


# --- what it may take -----------------------------------------------------------------------------------------

TAKES = {
    "files": "for number in range(40):\n    open(f'{number}', 'wb').write(bytes(16 << 20))\n    time.sleep(0.05)",
    "deleted files": "kept = []\nfor number in range(40):\n    kept.append(open('x', 'wb'))\n    os.unlink('x')\n"
    "    kept[-1].write(bytes(16 << 20))\n    kept[-1].flush()\n    time.sleep(0.05)",
    "mapped deleted files": "kept = []\nfor number in range(40):\n    with open('x', 'w+b') as file:\n"
    "        file.write(bytes(16 << 20))\n        file.flush()\n        kept.append(mmap.mmap(file.fileno(), 4096))\n"
    "    os.unlink('x')\n    time.sleep(0.05)",
    "many files": "for number in range(40_000):\n    os.mknod(f'{number}')",
    "deep folders": "for number in range(100):\n    os.mkdir('deep')\n    os.chdir('deep')",
    "folders that can't be read": "os.umask(0o777)\nos.mkdir('closed')\n" + ("" if os.geteuid() else "1 / 0"),
    "processes that have ended": "for number in range(150):\n    if os.fork() == 0:\n        os._exit(0)",
    "processes": "for number in range(150):\n    if os.fork() == 0:\n        time.sleep(30)\n        os._exit(0)",
}


@pytest.mark.parametrize("what", TAKES)
def test_what_a_submission_may_take_is_bounded(answer, monkeypatch, what):
    monkeypatch.setattr(Group, "enter", lambda self, command: command)
    small = replace(PATIENT, scratch_mib=64, processes=100)
    with pytest.raises(StudentFailed):
        answer(f"import mmap, os, time\n{TAKES[what]}\ntime.sleep(9)\nreturn 1", small)


def test_memory_is_bounded_without_a_control_group(answer, monkeypatch):
    monkeypatch.setattr(Group, "enter", lambda self, command: command)
    body = "import time\nkept = []\nfor _ in range(40):\n    kept.append(np.ones(8 << 20))\n    time.sleep(0.05)\n"
    with pytest.raises(
        StudentFailed, match=r"memory|MemoryError"
    ):  # by the watchdog, or the kernel's limit before
        answer(f"{body}return 1", replace(PATIENT, memory_mib=1024))


# --- what works -----------------------------------------------------------------------------------------------

STILL_WORKS = """
import asyncio, multiprocessing, os, shutil, signal, socket, subprocess, sys, tempfile, threading
async def waits():
    await asyncio.sleep(0)
    return 1
ours, theirs = socket.socketpair()
ours.send(b'x')
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'a')
    open(path, 'w').close()
    shutil.copyfile(path, path + 'b')
    shutil.move(path + 'b', 'moved')
reader, writer = multiprocessing.Pipe()
process = multiprocessing.get_context('fork').Process(target=writer.send, args=(3,))
process.start()
other = subprocess.Popen([sys.executable, '-c', 'import numpy.fft, time; time.sleep(SECONDS)'])
if SECONDS:
    other.terminate()
import h5py, numpy.polynomial
h5py.File('weights.h5', 'w').close()
home = os.environ['HOME'] == os.getcwd() == tempfile.gettempdir() == os.environ['TMPDIR']
found = [asyncio.run(waits()), theirs.recv(1) == b'x', reader.recv(), other.wait(), home]
process.join()
return np.array(found)
"""


def test_what_notebooks_use_still_works(answer):
    signals = landlock_abi() >= SCOPES_SIGNALS  # before, no process can be signalled, not even an own one
    body = STILL_WORKS.replace("SECONDS", "60" if signals else "0")
    assert answer(body).tolist() == [1, 1, 3, -signal.SIGTERM if signals else 0, 1]


def test_an_example_has_the_points_that_it_has_under_bubblewrap(sandbox_kind):
    path = ROOT / "examples" / "submitted" / "dora" / NAME / f"{NAME}.ipynb"
    submission = Submission(assignments()[NAME], "dora", path.parent, path)
    assert grade(submission, Settings(sandbox_kind)).score == 58  # as the README has it


def test_what_is_closed_is_left_out_of_its_folder(monkeypatch, answer):
    """As an installed kit, which lies beside the packages that student code may use."""
    packages = Path(numpy.__file__).parent.parent
    monkeypatch.setattr(landlock, "covered", lambda: [str(packages / "nbgrader")])
    body = f"import h5py, os\nfolder = {str(packages)!r}\nnames = os.listdir(folder)\ntry:\n"
    body += "    open(folder + '/nbgrader/__init__.py')\nexcept PermissionError:\n    return len(names)\nreturn 0"
    assert answer(body) == len([*packages.iterdir()])


# --- what it can't give: the table in docs/threat-model.md ----------------------------------------------------

LOSSES = {
    "existence and size of a file": "os.stat(outside + '/gradebook.db').st_size == 6",
    "existence of a process": "os.getpgid(parent) > 0",
    "name of the machine": f"os.uname().nodename == {os.uname().nodename!r}",
}


@pytest.mark.parametrize("what", LOSSES)
def test_what_landlock_cannot_give_is_so(answer, outside, what):
    assert answer(f"import os\nparent, outside = os.getppid(), {str(outside)!r}\nreturn int({LOSSES[what]})") == 1


def test_a_time_of_reading_is_lacking_just_where_a_file_system_keeps_it(monkeypatch):
    flags = os.ST_NOATIME
    monkeypatch.setattr(
        landlock, "os", SimpleNamespace(**{**vars(os), "statvfs": lambda _: SimpleNamespace(f_flag=flags)})
    )
    assert set(Guarantee) - set(Landlock.lacks()) == {Guarantee.HIDDEN_READS}
    flags = 0
    assert set(Landlock.lacks()) == set(Guarantee)


def test_reading_a_shared_file_leaves_a_time_where_the_file_system_keeps_it(answer, tmp_path):
    path = Path(numpy.fft.__file__)
    if path.stat().st_uid != os.geteuid():
        pytest.skip("the environment is another user's")
    os.utime(path, (1, path.stat().st_mtime))
    seen = answer(f"open({str(path)!r}).read()\nimport os\nreturn os.stat({str(path)!r}).st_atime_ns / 1e9")
    keeps_none = os.statvfs(path).f_flag & (os.ST_NOATIME | os.ST_RDONLY)
    assert (seen == 1) == bool(keeps_none)


def test_no_semaphores_are_there(answer):
    body = "import multiprocessing\ntry:\n    multiprocessing.Lock()\n    return 1\nexcept OSError:\n    return 0"
    assert answer(body) == 0


# --- which machine can run it ---------------------------------------------------------------------------------

SAYS = "from autograder.sandbox.backends.landlock import Landlock\nprint(Landlock.problem())"


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (errno.ENOSYS, "This kernel has no Landlock (Linux 5.13 and later have it)."),
        (errno.EOPNOTSUPP, "switched off in this kernel: add landlock to its parameter lsm="),
        (errno.EPERM, "allow landlock_create_ruleset"),
    ],
)
def test_a_machine_that_lacks_it_is_refused_with_the_cause(error, says):
    command = [sys.executable, "-c", REFUSE_LANDLOCK.replace("ERROR", str(error)) + SAYS]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert says in done.stdout


def test_auto_takes_it_behind_bubblewrap_and_the_engines(monkeypatch):
    for backend in (Bubblewrap, Podman, Docker):
        monkeypatch.setattr(backend, "problem", classmethod(lambda cls: "It is not here."))
    assert choose(Kind.AUTO) is Kind.LANDLOCK
    monkeypatch.setattr(Docker, "problem", classmethod(lambda cls: None))
    assert choose(Kind.AUTO) is Kind.DOCKER
    assert f"ABI {landlock_abi()}" in Landlock.gives()


def test_doctor_names_it_what_it_gives_and_what_keeps_bubblewrap_from_working(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    kind, sandbox = doctor.sandbox_kind()
    assert kind is Kind.LANDLOCK
    assert sandbox.found.startswith("landlock works: Landlock ABI")
    assert f"The first grading of a course needs {as_options(Landlock.lacks())}" in sandbox.found
    finding = doctor.live_apart(kind)
    assert "bubblewrap is not installed (`sudo apt-get install bubblewrap`" in finding.found
    assert finding.remedy


NO_NAMESPACES = (  # an ordinary user, none of whose processes may make a user namespace
    "unshare --user --map-user=1000 --map-group=1000 --keep-caps sh -c 'echo 0 > /proc/sys/user/max_user_namespaces && "
    'exec setpriv --ambient-caps=-all --inh-caps=-all --bounding-set=-all "$0" "$@"\''
)


def _without_namespaces(*command: str) -> list[str]:
    return ["sh", "-c", f'exec {NO_NAMESPACES} "$0" "$@"', *command]


def test_an_ordinary_user_without_user_namespaces_grades(tmp_path, toy_kit):
    if shutil.which("unshare") is None or shutil.which("setpriv") is None:
        pytest.skip("util-linux is not installed")
    if subprocess.run(_without_namespaces("true"), capture_output=True, check=False).returncode:
        pytest.skip("this machine makes no user namespace to begin with")
    stolen = f"def square(x):\n    open({str(tmp_path / 'submitted')!r} + '/x', 'w')\n    return x * x\n"
    for student, cells in (("ada", toy_cells()), ("mallory", toy_cells(stolen))):
        write(tmp_path / "submitted" / student / "toy" / "toy.ipynb", cells)
    words = ["grade", "submitted", "--assignment", "toy", "--json", "report.json"]
    command = _without_namespaces(sys.executable, "-m", "autograder", *words)

    def graded(*options: str) -> subprocess.CompletedProcess[str]:
        return completed(*command, *options, cwd=tmp_path, PYTHONPATH=str(toy_kit))

    lacking = [word for one in Landlock.lacks() for word in ("--without", one.value)]
    refused = graded(*lacking[2:])
    assert refused.returncode == Status.UNUSABLE
    assert f"The sandbox landlock can't guarantee on this machine: {lacking[1]}:" in refused.stderr
    assert refused.stderr.rstrip().endswith(f"`vaekit grade` with {' '.join(lacking[:2])}")
    assert not (tmp_path / "report.json").exists()
    done = graded(*lacking)
    assert (tmp_path / "report.json").exists(), done.stdout + done.stderr
    scores = {
        one["student"]: one["score"] for one in json.loads((tmp_path / "report.json").read_text())["submissions"]
    }
    assert scores["ada"] == 6
    assert scores["mallory"] < 6
    assert sorted(path.name for path in (tmp_path / "submitted").iterdir()) == ["ada", "mallory"]
