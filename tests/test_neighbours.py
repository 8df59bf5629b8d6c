"""What one submission can't tell another that is graded beside it or after it: each channel is tried by itself."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from sandboxes import CHANNELS, PATIENT, TRIES, session_about
from toy import TOY

from autograder.records.outcomes import StudentFailed
from autograder.sandbox.backends.bubblewrap import Bubblewrap
from autograder.sandbox.sandboxed_worker import Sandbox

NOTHING = Path("/dev/null")


@pytest.fixture(params=["children live apart", "a worker for each"])
def alone(request, sandbox_kind, monkeypatch):
    """A sandbox of each build: where submissions share a worker, and where each has its own."""
    if request.param == "a worker for each":
        monkeypatch.setattr(Bubblewrap, "can_isolate_children", lambda: False)
    with Sandbox(sandbox_kind, TOY.preload, PATIENT) as sandbox:
        if sandbox.isolates_children is not (request.param == "children live apart"):
            pytest.skip("this machine has no such sandbox")
        yield sandbox


def test_each_channel_over_what_is_shared_is_refused(answer_of, alone):
    codes = TRIES.replace("CODES", repr([*CHANNELS.values()]))
    refused = answer_of(codes, alone).astype(bool)
    assert [name for name, is_refused in zip(CHANNELS, refused, strict=True) if not is_refused] == []


CHANGES_DEVICES = """
import os, stat
changed = []
for name in ('null', 'zero', 'full', 'random', 'urandom', 'tty'):
    for act in (lambda path: os.chmod(path, 0o600), lambda path: os.chown(path, 1000, 1000),
                lambda path: os.utime(path, (7, 7)), lambda path: os.utime(path)):
        try:
            act('/dev/' + name)
            changed.append(name)
        except OSError:
            pass
written = os.write(os.open('/dev/null', os.O_RDWR), b'x') + len(os.read(os.open('/dev/urandom', os.O_RDONLY), 3))
return np.array([len(changed), written])
"""


def test_devices_can_be_used_and_not_changed(answer_of, alone):
    before = NOTHING.stat()
    assert answer_of(CHANGES_DEVICES, alone).tolist() == [0, 4]
    after = NOTHING.stat()
    assert (after.st_mode, after.st_uid, after.st_mtime) == (before.st_mode, before.st_uid, before.st_mtime)
    assert stat.S_IMODE(after.st_mode) == 0o666


FILE = (
    "import os, numpy.fft\npath = os.path.join(os.path.dirname(numpy.fft.__file__), 'tests', 'test_helper.py')\n"
)
READS = FILE + "open(path).read()\nos.listdir(os.path.dirname(path))\nreturn 1"
SEES_TIME = FILE + "return os.stat(path).st_atime_ns / 1e9"


def test_to_read_a_shared_file_leaves_no_time(answer_of, alone):
    import numpy.fft

    path = Path(numpy.fft.__file__).parent / "tests" / "test_helper.py"  # nothing else on this machine reads it
    if path.stat().st_uid != os.geteuid():
        pytest.skip("the environment is another user's")
    os.utime(path, (1, path.stat().st_mtime))  # so long ago that any reading would count
    assert answer_of(READS, alone) == 1
    assert answer_of(SEES_TIME, alone) == 1


SETS_FLAGS = """
import fcntl, os
for descriptor in (0, 1, 2):
    fcntl.fcntl(descriptor, fcntl.F_SETFL, os.O_NONBLOCK | os.O_APPEND)
    fcntl.fcntl(descriptor, fcntl.F_SETSIG, 10)
return 1
"""
SEES_FLAGS = """
import fcntl, os
flags = [fcntl.fcntl(descriptor, fcntl.F_GETFL) & (os.O_NONBLOCK | os.O_APPEND) for descriptor in (0, 1, 2)]
return np.array(flags + [fcntl.fcntl(descriptor, fcntl.F_GETSIG) for descriptor in (0, 1, 2)])
"""


def test_flags_set_on_standard_streams_are_gone_with_the_child(answer_of, alone):
    answer_of("return 1", alone)
    assert answer_of(SETS_FLAGS, alone) == 1
    assert answer_of(SEES_FLAGS, alone).tolist() == [0] * 6


LISTS_DESCRIPTORS = """
import os
found = {}
for number in range(1024):
    try:
        found[number] = os.readlink(f'/proc/self/fd/{number}').split(':')[0]
    except OSError:
        pass
raise ValueError(repr(found))
"""


@pytest.mark.parametrize("forked", [False, True], ids=["of an own worker", "of a forked worker"])
def test_a_child_has_its_streams_its_connection_and_no_other_descriptor(request, tmp_path, alone, forked):
    sandbox = request.getfixturevalue("from_zygote")[0]() if forked else alone
    session = session_about(tmp_path, LISTS_DESCRIPTORS, sandbox, PATIENT)
    with pytest.raises(StudentFailed) as failed:
        session.ask("square", x=1)
    session.close()
    found = eval(failed.value.message[failed.value.message.index("{") : failed.value.message.index("}") + 1])
    assert [found.pop(number) for number in (0, 1, 2)] == ["/dev/null"] * 3
    assert list(found.values()) == ["socket"]


ABSTRACT = """
import socket
server = socket.socket(socket.AF_UNIX)
server.bind('\\0vaekit-message')
server.listen()
import time
time.sleep(3)
return 1
"""
CONNECTS = """
import socket
try:
    socket.socket(socket.AF_UNIX).connect('\\0vaekit-message')
    return 1
except OSError:
    return 0
"""
MACHINE = "import os\nreturn len([name for name in os.listdir('/proc') if not name.isdigit()])"


def test_neighbours_share_no_abstract_socket(tmp_path, answer_of, from_zygote):
    from concurrent.futures import ThreadPoolExecutor

    make, _ = from_zygote
    session = session_about(tmp_path, ABSTRACT, make(), PATIENT)
    with ThreadPoolExecutor(1) as pool:
        listening = pool.submit(session.ask, "square", x=1)
        assert answer_of(CONNECTS, make()) == 0
        assert listening.result()["y"] == 1
    session.close()


def test_numbers_of_the_whole_machine_are_not_in_proc(answer_of, from_zygote):
    make, _ = from_zygote
    assert answer_of(MACHINE, make()) <= 2  # self, thread-self


STILL_WORKS = """
import asyncio, multiprocessing, os, shutil, socket, tempfile
async def waits():
    await asyncio.sleep(0)
    return 1
ours, theirs = socket.socketpair()
ours.send(b'x')
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'a')
    open(path, 'w').close()
    shutil.copy2(path, path + 'b') if COPIES else shutil.copyfile(path, path + 'b')
    os.pipe()
value = multiprocessing.Value('i', 3)
with multiprocessing.Lock():
    value.value += 1
import h5py
h5py.File('/scratch/weights.h5', 'w').close()
return np.array([asyncio.run(waits()), theirs.recv(1) == b'x', value.value])
"""


def test_what_notebooks_use_of_all_this_still_works(answer_of, alone):
    copies = repr(alone.isolates_children)  # else no file's times can be set
    assert answer_of(STILL_WORKS.replace("COPIES", copies), alone).tolist() == [1, 1, 4]


@pytest.mark.skipif(sys.platform != "linux", reason="of Linux alone")
def test_the_filter_of_both_machines_is_whole():
    from autograder.sandbox.limits.system_calls import syscall_filter

    assert syscall_filter("riscv64") is None
    for machine in ("x86_64", "aarch64"):
        program = syscall_filter(machine)
        assert len(program) % 8 == 0
        assert len(program) // 8 < 4096  # the kernel takes no longer one
        assert len(syscall_filter(machine, changes=False)) > len(program)
