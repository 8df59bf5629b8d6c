"""What student code can't do in the sandbox: each test attacks one property, from inside."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from sandboxes import ASKED, PATIENT, asked, ended, session_about, wait_until
from toy import QUICK, TOY, toy_cells, write

from autograder.handin.read_submission import read_submission
from autograder.handin.submission import Submission
from autograder.records.errors import SandboxError
from autograder.records.outcomes import StudentFailed, TimedOut
from autograder.records.settings import Kind
from autograder.sandbox.choose_backend import choose
from autograder.sandbox.limits.control_group import Group
from autograder.sandbox.limits.memory_use import family, kernel_memory_mib
from autograder.sandbox.limits.system_calls import syscall_filter
from autograder.sandbox.sandboxed_worker import Sandbox
from autograder.sandbox.student_session import Session

ROOT = Path(__file__).resolve().parent.parent
READ = "try:\n    return len(open({path!r}).read(1))\nexcept OSError:\n    return -1"


@pytest.mark.parametrize(
    "path",
    [
        ROOT / "README.md",
        ROOT / "autograder" / "grading" / "submission.py",
        ROOT / "tests" / "toy" / "checks" / "test_square.py",
        ROOT / "source" / "vae-digits" / "vae-digits.ipynb",
        Path("/etc/passwd"),
        Path("/etc/hostname"),
        Path.home() / ".bashrc",
    ],
)
def test_files_of_the_host_are_not_there(answer, path):
    assert answer(READ.format(path=str(path))) == -1


def test_canary_beside_the_submission_is_not_there(answer, tmp_path):
    (tmp_path / "gradebook.db").write_text("secret")
    assert answer(READ.format(path=str(tmp_path / "gradebook.db"))) == -1


def test_only_the_environment_and_the_worker_are_mounted(answer):
    seen = answer(
        "import os\n"
        "allowed = ('/usr', '/lib', '/bin', '/sbin', '/etc', '/proc', '/dev', '/kit', '/scratch', '/tmp')\n"
        "import sys\n"
        "own = tuple(map(os.path.realpath, (sys.prefix, sys.base_prefix))) + (sys.prefix, sys.base_prefix)\n"
        "found = [d for d, _, files in os.walk('/') if files and not d.startswith(allowed + own)]\n"
        "return len(found)"
    )
    assert seen == 0


def test_no_network(answer):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        body = f"import socket\ntry:\n    socket.create_connection(('127.0.0.1', {port}), 1)\n    return 1\n"
        assert answer(body + "except OSError:\n    return 0") == 0


def test_environment_is_scrubbed(answer, monkeypatch):
    monkeypatch.setenv("VAEKIT_CANARY", "secret")
    assert (
        answer("import os\nreturn int('VAEKIT_CANARY' in os.environ or 'VAEKIT_CANARY' in str(os.environ))") == 0
    )


def test_processes_of_the_host_are_invisible(answer):
    count = answer("import os\nreturn sum(name.isdigit() for name in os.listdir('/proc'))")
    assert count <= 4  # bubblewrap twice, the worker, its child


def test_file_system_is_read_only_but_for_the_scratch_folder(answer):
    body = """
import os
written = []
for folder in ('/', '/usr', '/kit', os.path.dirname(np.__file__), '/scratch'):
    try:
        open(os.path.join(folder, 'x'), 'w').close()
        written.append(folder)
    except OSError:
        pass
return np.array([written == ['/scratch']])
"""
    assert answer(body).all()


def test_scratch_folder_is_small(answer):
    body = """
try:
    for number in range(100):
        with open(f'/scratch/{number}', 'wb') as file:
            file.write(bytes(32 << 20))
    return 1
except OSError:
    return 0
"""
    assert answer(body) == 0


def test_a_large_file_is_refused(answer):
    body = (
        "try:\n    open('/scratch/big', 'wb').write(bytes(100 << 20))\n    return 1\nexcept OSError:\n    return 0"
    )
    assert answer(body) == 0


def test_no_new_namespace_and_no_capability(answer):
    body = """
import ctypes
unshared = ctypes.CDLL(None).unshare(0x10000000)
caps = [line.split()[1] for line in open('/proc/self/status') if line.startswith('CapEff')]
return np.array([unshared, int(caps[0], 16)])
"""
    assert answer(body).tolist() == [-1, 0]


def test_settings_of_the_kernel_cannot_be_written(answer):
    body = """
written = []
for path in ('/proc/sys/kernel/core_pattern', '/proc/sys/vm/drop_caches', '/proc/self/oom_score_adj', '/proc/1/mem'):
    try:
        open(path, 'r+').close()
        written.append(path)
    except OSError:
        pass
return len(written)
"""
    assert answer(body) == 0


def test_nothing_is_left_when_the_sandbox_closes(tmp_path, sandbox_kind):
    body = "def square(x):\n    import os, time\n"
    body += "    if os.fork() == 0:\n        os.setsid()\n        time.sleep(987)\n"
    path = write(tmp_path / "ada" / "toy" / "toy.ipynb", toy_cells(body + "    return 1\n"))
    others = set(psutil.Process().children(recursive=True))
    with Sandbox(sandbox_kind, TOY.preload, PATIENT) as sandbox:
        session = Session(TOY, read_submission(Submission(TOY, "ada", path.parent, path)), sandbox, PATIENT)
        session.ask("square", x=1)
        family = set(psutil.Process().children(recursive=True)) - others
        assert len(family) >= 3
        session.close()
    assert ended(*family)


def test_killing_the_worker_costs_one_question_at_most(answer, sandbox_kind):
    body = "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nimport time\ntime.sleep(5)\nreturn 1"
    if Sandbox(sandbox_kind, TOY.preload, QUICK).isolates_children:  # no process number leads to it
        assert answer(body) == 1
    else:
        with pytest.raises(StudentFailed):
            answer(body)


LEAVES_TRACES = """
import os, time
for folder, _, _ in os.walk('/'):
    if not folder.startswith(('/proc', '/sys')):
        try:
            open(os.path.join(folder, 'trace'), 'w').close()
        except OSError:
            pass
if os.fork() == 0:
    os.setsid()
    time.sleep(987)
return 1
"""
FINDS_TRACES = """
import os
files = sum('trace' in names for folder, _, names in os.walk('/') if not folder.startswith(('/proc', '/sys')))
return np.array([files, sum(name.isdigit() for name in os.listdir('/proc'))])
"""


def test_two_submissions_of_one_worker_live_apart(answer_of, sandbox_kind):
    with Sandbox(sandbox_kind, TOY.preload, PATIENT) as sandbox:
        if not sandbox.isolates_children:
            pytest.skip(
                "children of this sandbox's worker share its namespaces; each submission gets its own worker"
            )
        assert answer_of(LEAVES_TRACES, sandbox) == 1
        assert answer_of(FINDS_TRACES, sandbox).tolist() == [0, 1]


def test_workers_forked_from_one_know_nothing_of_each_other(answer_of, from_zygote):
    make, zygote = from_zygote
    one, other = make(), make()
    assert answer_of(LEAVES_TRACES, one) == 1
    assert answer_of(FINDS_TRACES, other).tolist() == [0, 1]
    pids = {sandbox.pid for sandbox in (zygote, one, other)}
    assert len(pids) == 3
    assert all(map(psutil.pid_exists, pids))
    assert set(family(other.pid)).isdisjoint(family(one.pid))
    one.close()
    assert answer_of("return 2", other) == 2


OPENS_A_TERMINAL = "import os\nours, theirs = os.openpty()\nreturn len(os.listdir('/dev/pts'))"
SEES_TERMINALS = "import os\nreturn len([name for name in os.listdir('/dev/pts') if name.isdigit()])"


def test_submissions_graded_at_once_have_terminals_of_their_own(tmp_path, answer_of, from_zygote):
    make, _ = from_zygote
    session = session_about(tmp_path, OPENS_A_TERMINAL, make(), PATIENT)
    try:
        assert session.ask("square", x=1)["y"] == 2  # ptmx, and its own
        assert answer_of(SEES_TERMINALS, make()) == 0
    finally:
        session.close()


def test_a_child_ends_with_its_worker_whatever_it_does(tmp_path, from_zygote):
    make, _ = from_zygote
    sandbox = make()
    body = "import ctypes\nreturn ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)"  # PR_SET_PDEATHSIG
    session = session_about(tmp_path, body, sandbox, PATIENT)
    assert session.ask("square", x=1)["y"] == -1
    worker, child = (psutil.Process(pid) for pid in family(sandbox.pid))
    worker.kill()
    assert ended(child)
    session.close()


def test_a_forked_worker_that_is_killed_is_forked_again(answer_of, from_zygote):
    make, _ = from_zygote
    sandbox = make()
    assert answer_of("return 1", sandbox) == 1
    before = sandbox.pid
    os.kill(before, signal.SIGKILL)
    assert ended(psutil.Process(before))  # the kernel takes a moment
    assert answer_of("return 2", sandbox) == 2
    assert sandbox.pid != before


def test_a_worker_whose_zygote_has_gone_is_started_as_any_other(answer_of, from_zygote):
    make, zygote = from_zygote
    served, new = make(), make()
    assert answer_of("return 1", served) == 1
    its = psutil.Process(served.pid)
    zygote.close()
    assert ended(its)
    assert [answer_of("return 2", sandbox).tolist() for sandbox in (served, new)] == [2, 2]


def test_a_worker_that_is_ended_from_outside_costs_no_answer(tmp_path, from_zygote):
    make, zygote = from_zygote
    session = session_about(tmp_path, ASKED, make(), PATIENT)
    with ThreadPoolExecutor(1) as pool:
        for often in range(3):
            answer = pool.submit(session.ask, "square", x=3)
            worker = session._sandbox
            wait_until(lambda sandbox=worker: asked(sandbox))
            os.kill(worker.pid if often else zygote.pid, signal.SIGKILL)
            if often < 2:
                assert answer.result()["y"] == 9
            else:  # more often than chance has it
                with pytest.raises(StudentFailed):
                    answer.result()
    session.close()


def test_a_worker_that_could_not_be_started_is_started_for_the_next(answer_of, sandbox_kind, monkeypatch):
    with Sandbox(sandbox_kind, TOY.preload, PATIENT) as sandbox:
        with monkeypatch.context() as patch:
            patch.setattr("subprocess.Popen", _no_memory)
            with pytest.raises(OSError, match="memory"):
                sandbox.start()
            with pytest.raises(SandboxError, match="Cannot allocate memory"):
                sandbox.fork()
        assert answer_of("return 1", sandbox) == 1


def _no_memory(*_args, **_keywords):
    raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))


def test_nothing_is_left_of_a_forked_worker_that_is_closed(tmp_path, from_zygote):
    make, _ = from_zygote
    sandbox = make()
    session = session_about(tmp_path, "return 1", sandbox, PATIENT)
    assert session.ask("square", x=1)["y"] == 1
    its = [psutil.Process(pid) for pid in family(sandbox.pid)]
    assert len(its) == 2  # the worker and its child
    sandbox.close()
    session.close()
    assert ended(*its)  # a dead worker is collected at the next one's birth


USES_SLOW_PACKAGES = """
import sys
before = any(name in sys.modules for name in ('sklearn', 'scipy', 'matplotlib.pyplot', 'matplotlib.patches'))
import keras
keras.visualization.plot_image_gallery(np.zeros((2, 8, 8, 3)), rows=1, cols=2, value_range=(0, 1), path="two.png")
import matplotlib.pyplot
import scipy.stats
from matplotlib import patches
from sklearn.neighbors import KNeighborsClassifier
return np.array([
    before,
    len(matplotlib.pyplot.imread("two.png").shape),
    patches.Circle((0, 0), 6).radius,
    scipy.stats.norm.ppf(0.5),
    KNeighborsClassifier(1).fit([[0], [1]], [3, 4]).predict([[1]])[0],
])
"""


def test_what_the_framework_imports_for_a_few_functions_is_imported_where_it_is_used(answer_of, sandbox_kind):
    with Sandbox(sandbox_kind, ("numpy", "keras"), PATIENT) as sandbox:
        assert answer_of(USES_SLOW_PACKAGES, sandbox).tolist() == [0, 3, 6, 0, 4]


def test_a_package_that_is_named_finds_what_it_needs_of_those(answer_of, sandbox_kind):
    with Sandbox(sandbox_kind, ("keras", "sklearn.neighbors"), PATIENT) as sandbox:  # which needs SciPy
        assert answer_of("import sys\nreturn np.array('scipy' in sys.modules)", sandbox) == 1


BEFORE_THE_FIRST_OPERATION = """
import os
from tensorflow.python.eager import context
return np.array([len(os.listdir('/proc/self/task')), context.context()._context_handle is None])
"""
FIRST_OPERATION = "import tensorflow as tf\nreturn (tf.constant([1.0, 2.0]) * 3.0).numpy()"


def test_the_framework_has_run_nothing_before_a_child_is_forked(answer_of, sandbox_kind):
    with Sandbox(sandbox_kind, ("numpy", "tensorflow"), PATIENT) as sandbox:
        assert answer_of(BEFORE_THE_FIRST_OPERATION, sandbox).tolist() == [1, 1]
        threads = {len([*Path(f"/proc/{pid}/task").iterdir()]) for pid in family(sandbox.pid)}
        assert threads == {1}  # a child of one that runs operations in threads would wait for ever
        assert answer_of(FIRST_OPERATION, sandbox).tolist() == [3, 6]


def test_a_submission_that_hangs_or_ends_leaves_the_worker_to_the_next(answer_of, sandbox_kind):
    with Sandbox(sandbox_kind, TOY.preload, PATIENT) as sandbox:
        if not sandbox.isolates_children:
            pytest.skip("the worker is started anew")
        answer_of("return 1", sandbox)
        worker = sandbox.pid
        with pytest.raises(StudentFailed):
            answer_of("import os\nos._exit(3)", sandbox)
        with pytest.raises(TimedOut):
            answer_of(
                "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass",
                sandbox,
                QUICK,
            )
        assert answer_of("return 1", sandbox) == 1
        assert sandbox.pid == worker


@pytest.mark.parametrize("junk", [b"junk" * 100, b"VAEK" + b"\xff" * 12, b"VAEK\0\0\0\x02" + bytes(8) + b"[]"])
def test_forged_messages_are_no_answer(answer, junk):
    body = f"""
import gc, socket
for thing in gc.get_objects():
    if isinstance(thing, socket.socket):
        thing.settimeout(None)
        thing.sendall({junk!r})
return 1
"""
    with pytest.raises(StudentFailed):
        answer(body)


def test_without_any_sandbox_the_grader_refuses_and_says_how_to_get_one(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("autograder.sandbox.backends.landlock.landlock_abi", lambda: -errno.ENOSYS)
    with pytest.raises(
        SandboxError, match=r"bubblewrap is not installed.*apt-get install bubblewrap.*has no Landlock"
    ):
        choose(Kind.AUTO)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_works_for_an_ordinary_user(tmp_path):
    """The same bubblewrap command, started by nobody in particular."""
    import subprocess

    from autograder.sandbox.backends.bubblewrap import bwrap_command

    command = [*bwrap_command(QUICK), "/usr/bin/id", "-u"]
    done = subprocess.run(command, user=65534, capture_output=True, text=True, cwd="/", timeout=60)
    if "ermission denied" in done.stderr:
        pytest.skip(f"this interpreter's folders are closed to other users: {sys.base_prefix}")
    assert done.stdout.strip() == "1000", done.stderr


def test_time_in_the_sandbox_is_bounded(answer):
    started = time.monotonic()
    with pytest.raises(TimedOut, match="no answer"):
        answer("while True: pass", QUICK)
    assert time.monotonic() - started < 60  # a bound against hanging for ever, not a speed


CALLS = """
import ctypes, errno, platform
libc = ctypes.CDLL(None, use_errno=True)
column = ('x86_64', 'aarch64').index(platform.machine())
numbers = {'memfd_create': (319, 279), 'shmget': (29, 194), 'io_uring_setup': (425, 425), 'userfaultfd': (323, 282),
           'keyctl': (250, 219), 'perf_event_open': (298, 241), 'ptrace': (101, 117), 'unshare': (272, 97)}
found = []
for name, number in numbers.items():
    ctypes.set_errno(0)
    result = libc.syscall(number[column], ctypes.c_char_p(b'x'), 4096, 0o1600, 0, 0)
    found.append(result == -1 and ctypes.get_errno() == errno.EPERM)
return np.array(found)
"""


@pytest.mark.skipif(syscall_filter() is None, reason="the numbers of this machine's system calls are not known")
def test_system_calls_that_no_notebook_needs_are_refused(answer):
    assert answer(CALLS).all()


def test_threads_processes_and_pipes_still_work(answer):
    body = """
import subprocess, threading
done = []
thread = threading.Thread(target=lambda: done.append(1))
thread.start()
thread.join()
return len(done) + int(subprocess.run(['/bin/echo', '41'], capture_output=True, check=True).stdout)
"""
    assert answer(body) == 42


def test_shared_memory_files_are_small(answer):
    body = """
try:
    for number in range(100):
        with open(f'/dev/shm/{number}', 'wb') as file:
            file.write(bytes(32 << 20))
    return 1
except OSError:
    return 0
"""
    assert answer(body) == 0


@pytest.mark.parametrize("grouped", [True, False], ids=["control group where there is one", "watchdog"])
@pytest.mark.parametrize("flags", ["mmap.MAP_PRIVATE", "mmap.MAP_SHARED"])
def test_memory_is_bounded_of_whatever_kind(answer, monkeypatch, grouped, flags):
    if not grouped:
        monkeypatch.setattr(Group, "enter", lambda self, command: command)
    body = f"""
import mmap, time
taken = [mmap.mmap(-1, 64 << 20, flags={flags} | mmap.MAP_ANONYMOUS) for _ in range(40)]
for block in taken:
    block[:] = bytes(64 << 20)
    time.sleep(0.05)
time.sleep(60)
return 1
"""
    with pytest.raises(StudentFailed, match="memory"):
        answer(body, replace(PATIENT, memory_mib=1024))


BESIDE_THE_PROCESSES = {
    "page tables": """
import mmap, time
step, count = 2 << 20, 120_000
space = mmap.mmap(-1, step * count, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000, prot=mmap.PROT_READ)
space.madvise(15)  # each page by itself
for number in range(count):
    space[number * step]
time.sleep(60)
return 1
""",
    "socket buffers": """
import os, socket, time
for _ in range(6):
    if os.fork() == 0:
        pairs = [socket.socketpair() for _ in range(100)]
        for one, _ in pairs:
            one.setblocking(False)
            try:
                while True:
                    one.send(bytes(1 << 16))
            except BlockingIOError:
                pass
        time.sleep(60)
time.sleep(60)
return 1
""",
}


@pytest.mark.parametrize("attack", BESIDE_THE_PROCESSES.values(), ids=BESIDE_THE_PROCESSES.keys())
def test_memory_of_the_kernels_counts_where_no_group_limits_it(answer, monkeypatch, attack):
    monkeypatch.setattr(Group, "enter", lambda self, command: command)
    monkeypatch.setattr(Group, "limits_memory", False)
    with pytest.raises(StudentFailed, match="more than 256 MiB of memory"):
        answer(attack, replace(PATIENT, memory_mib=256))


def test_a_group_for_processes_alone_limits_no_memory(tmp_path, monkeypatch):
    """Groups as the kernel's first version shows them, in folders of the test's own."""
    for controllers, limits in (({"pids"}, False), ({"pids", "memory"}, True)):
        places = {name: tmp_path / name for name in controllers}
        for place in places.values():
            place.mkdir(exist_ok=True)
        monkeypatch.setattr("autograder.sandbox.limits.control_group._version_1_group", places.get)
        group = Group(512, 64)
        group.enter(["true"])
        assert group.limits_memory is limits


def test_what_a_process_hides_of_its_descriptors_counts_as_all_that_it_may_have(monkeypatch):
    seen = kernel_memory_mib([os.getpid()], 256)

    def closed(_folder):
        raise PermissionError

    monkeypatch.setattr("os.listdir", closed)
    assert kernel_memory_mib([os.getpid()], 256) > seen + 50
    assert kernel_memory_mib([os.getpid()] * 300, 0) > 4096  # what describes their mappings
    ended_child = os.fork() or os._exit(0)
    os.waitid(os.P_PID, ended_child, os.WEXITED | os.WNOWAIT)
    assert kernel_memory_mib([ended_child], 256) < 1  # the kernel hides that it has none
    os.waitpid(ended_child, 0)


def test_files_in_memory_are_counted(answer_of, sandbox_kind):
    body = """
import os
try:
    for number in range(40_000):
        os.mknod(f'/scratch/{number}')
    return 1
except OSError:
    return 0
"""
    with Sandbox(sandbox_kind, TOY.preload, PATIENT) as sandbox:
        if not sandbox.isolates_children:
            pytest.skip("bubblewrap itself makes the folders, which sets no such limit")
        assert answer_of(body, sandbox) == 0


def test_memory_of_a_forked_worker_is_its_own(answer_of, tmp_path, from_zygote):
    make, _ = from_zygote
    small = replace(PATIENT, memory_mib=512)
    greedy, other = make(small), make(small)
    body = "import numpy\nblocks = [numpy.ones(8 << 20) for _ in range(20)]\nimport time\ntime.sleep(60)\nreturn 1"
    session = session_about(tmp_path, body, greedy, small)
    assert answer_of("return 1", other) == 1
    with pytest.raises(StudentFailed):
        session.ask("square", x=1)
    session.close()
    assert answer_of("return 2", other) == 2
    assert answer_of("return 3", greedy) == 3


def test_a_control_group_is_gone_with_the_sandbox(tmp_path, sandbox_kind):
    path = write(tmp_path / "ada" / "toy" / "toy.ipynb", toy_cells("def square(x):\n    return x * x\n"))
    with Sandbox(sandbox_kind, TOY.preload, PATIENT) as sandbox:
        session = Session(TOY, read_submission(Submission(TOY, "ada", path.parent, path)), sandbox, PATIENT)
        assert session.ask("square", x=3)["y"] == 9
        session.close()
        groups = list(sandbox._worker.group._folders)
    assert not any(group.exists() for group in groups)


def test_processes_are_bounded_for_root_as_well(answer):
    body = """
import os, time
count = 0
try:
    while count < 300:
        if os.fork() == 0:
            time.sleep(30)
            os._exit(0)
        count += 1
except OSError:
    pass
return count
"""
    assert answer(body, replace(PATIENT, processes=100)) < 100


def test_a_late_or_double_answer_is_no_answer(answer):
    """A child that answers twice: the second answer is not taken for that to the next question."""
    body = """
import gc, sys
child = next(thing for thing in gc.get_objects() if type(thing).__name__ == 'Child')
child._reply({'kind': 'answer', 'answer': {'y': 99}, 'number': 7})
return 1
"""
    with pytest.raises(StudentFailed, match="disturbed"):
        answer(body)


@pytest.mark.parametrize("kind", ["np.zeros(2)", "[1]", "{'a': 1}", "None"])
def test_a_reply_of_no_known_kind_is_the_students_fault(answer, kind):
    body = f"""
import gc
child = next(thing for thing in gc.get_objects() if type(thing).__name__ == 'Child')
child._reply({{'kind': {kind}, 'number': 1}})
return 1
"""
    with pytest.raises(StudentFailed, match="disturbed"):
        answer(body)


def test_an_endless_loop_takes_no_other_tasks_time(tmp_path, sandbox_kind):
    path = write(tmp_path / "ada" / "toy" / "toy.ipynb", toy_cells("def square(x):\n    while True: pass\n"))
    limits = replace(PATIENT, question_s=1)
    with Sandbox(sandbox_kind, TOY.preload, limits) as sandbox:
        session = Session(TOY, read_submission(Submission(TOY, "ada", path.parent, path)), sandbox, limits)
        for said in ("no answer", "no answer", "Not asked", "Not asked"):
            with pytest.raises(TimedOut, match=said):
                session.ask("square", x=1)
        session.turn_to(TOY.tasks[1])
        session.close()
