"""Podman and Docker in the place of bubblewrap: the same worker, the same answers, nothing left. Skipped without them.

A Docker that is installed and does not run is started for these tests.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from answers import run
from docker_engine import docker_engine, forget_trials
from nbgrader.api import Gradebook
from sandboxes import CHANNELS, PATIENT, TRIES, wait_until
from toy import GOOD_NORM, GOOD_SQUARE, TOY, toy_cells, write

from autograder.commands.terminal import Status
from autograder.grading.settings import Settings
from autograder.grading.submission import grade
from autograder.handin.find_submissions import find_submissions
from autograder.handin.submission import Submission
from autograder.records.errors import SandboxError
from autograder.records.folder_names import KEPT
from autograder.records.guarantees import Guarantee
from autograder.records.results import SubmissionResult
from autograder.records.settings import Kind, Limits
from autograder.sandbox.backends.backend import WorkerOptions
from autograder.sandbox.backends.container import containers as own_containers
from autograder.sandbox.backends.landlock import Landlock
from autograder.sandbox.choose_backend import backend_for, choose
from corpus.entries import EXAMPLES
from corpus.hostile import attacks

ROOT = Path(__file__).resolve().parent.parent
SMALL = replace(PATIENT, memory_mib=512)


@pytest.fixture(scope="module")
def started(starts) -> Iterator[None]:
    """Docker's engine runs, if this machine can run one."""
    if shutil.which("docker") is None or backend_for(Kind.DOCKER).problem() is None:
        yield
        return
    with docker_engine() as address, pytest.MonkeyPatch.context() as patch:
        if address is not None:
            patch.setenv("DOCKER_HOST", address)
        forget_trials()
        yield
    forget_trials()


@pytest.fixture(params=[Kind.PODMAN, Kind.DOCKER])
def engine(started, request) -> Kind:
    if problem := backend_for(request.param).problem():
        pytest.skip(problem)
    return request.param


@pytest.fixture
def answered(tmp_path, engine):
    """Grade a toy notebook whose `square` has this body, in a container."""

    def run(body: str) -> SubmissionResult:
        lines = "".join(f"    {line}\n" for line in body.strip().splitlines())
        path = write(tmp_path / "ada" / "toy" / "toy.ipynb", toy_cells(f"def square(x):\n{lines}"))
        return grade(Submission(TOY, "ada", path.parent, path), Settings(engine, SMALL))

    return run


def told(result: SubmissionResult) -> str:
    return " ".join(check.message for task in result.tasks for check in task.checks)


def test_right_answer_gets_every_point(answered):
    assert answered("return np.asarray(x) ** 2").score == 6.0


def test_neither_the_machine_nor_a_network_is_there(answered):
    body = f"""
import os
seen = [path for path in ({str(ROOT / "README.md")!r}, {str(Path.home() / ".bashrc")!r}) if os.path.exists(path)]
seen += [line.split(':')[0].strip() for line in open('/proc/net/dev').readlines()[2:] if 'lo:' not in line]
raise ValueError(f'saw {{seen}}')
"""
    assert "saw []" in told(answered(body))


def test_each_channel_over_what_is_shared_is_refused(answered):
    tried = {
        name: code for name, code in CHANNELS.items() if name != "mappings of zeros"
    }  # the engine counts these
    body = TRIES.replace("CODES", repr([*tried.values()])).replace(
        "return np.array(refused)", "raise ValueError(f'open: {[n for n, r in enumerate(refused) if not r]}')"
    )
    assert "open: []" in told(answered(body))


def test_nothing_beside_what_python_needs_is_there(answered):
    body = """
import os
beside = ('/usr/share/doc', '/usr/share/perl5', '/usr/local', '/opt', '/etc/ssh', '/usr/lib/apt')
raise ValueError(f'saw {[path for path in beside if os.path.exists(path)]}')
"""
    assert "saw []" in told(answered(body))


def test_its_devices_are_its_own(answered):
    before = Path("/dev/null").stat()
    body = """
import os
for act in (lambda: os.utime('/dev/null', (1, 1)), lambda: os.chmod('/dev/null', 0o600)):
    try:
        act()
    except OSError:
        pass
return np.asarray(x) ** 2
"""
    assert answered(body).score == 6.0
    after = Path("/dev/null").stat()
    assert (after.st_mode, after.st_uid, after.st_mtime) == (before.st_mode, before.st_uid, before.st_mtime)


def test_no_terminal_can_be_had_and_what_the_engine_tells_of_the_network_is_empty(answered):
    body = """
import os
told = [path for path in ('/etc/hostname', '/etc/hosts', '/etc/resolv.conf') if open(path).read()]
try:
    os.openpty()
    told.append('a terminal')
except OSError:
    pass
raise ValueError(f'saw {told}')
"""
    assert "saw []" in told(answered(body))


def test_only_empty_folders_can_be_written_and_nobody_else_may_connect(answered):
    body = """
import os
can = []
for folder in ('/', '/usr', '/kit', '/control', '/scratch', '/proc/sys/kernel'):
    try:
        open(os.path.join(folder, 'core_pattern'), 'w').close()
        can.append(folder)
    except OSError:
        pass
raise ValueError(f'wrote {can}, connects: {os.path.exists("/control/socket")}')
"""
    assert "wrote ['/scratch'], connects: False" in told(answered(body))


def test_memory_is_bounded_by_the_engine(answered):
    body = """
import mmap
taken = [mmap.mmap(-1, 64 << 20) for _ in range(12)]
for block in taken:
    block.write(bytes(64 << 20))
return np.asarray(x) ** 2
"""
    assert answered(body).score == 2.0


def containers(engine: Kind) -> list[str]:
    """The names of the kit's containers, of those that have ended, too."""
    return [name for name in asked_of(engine, "ps", "--all", "--format={{.Names}}").split() if "vaekit-" in name]


def asked_of(engine: Kind, *words: str) -> str:
    """What a command of the engine prints; nothing where it fails."""
    return subprocess.run([engine.value, *words], capture_output=True, text=True, check=False).stdout


def test_nothing_is_left_of_a_container(answered, engine):
    answered("import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(987)\nreturn 1")
    assert containers(engine) == []


def test_a_process_finds_its_own_containers_by_their_names(engine):
    assert asked_of(engine, "create", "--name=vaekit-1-another", "vaekit-frame", "/none")
    worker = backend_for(engine)(WorkerOptions((), SMALL))
    try:
        worker.start()
        worker.connect(SMALL.submission_s)
        (mine,) = own_containers(engine.value)
        assert sorted(containers(engine)) == sorted(["vaekit-1-another", mine])
    finally:
        worker.stop()
        asked_of(engine, "rm", "vaekit-1-another")
    assert own_containers(engine.value) == []


def test_an_example_has_its_points(engine):
    (submission,) = find_submissions(EXAMPLES / "dora")
    patient = replace(Limits(), submission_s=900, question_s=120, statement_s=60)
    assert grade(submission, Settings(engine, patient)).score == 58  # as the README has it


# Of the corpus; each keeps all points of its honest part
ATTACKS = {one.entry.path.stem: one for one in attacks()}
FOUGHT = ("exit_kill_everybody", "resources_fork_bomb", "snooping_gradebook")


@pytest.mark.parametrize("name", FOUGHT)
def test_an_attack_of_the_corpus_gains_and_breaks_nothing(engine, name, tmp_path):
    attack = ATTACKS[name]
    ((_, _, code),) = attack.entry.parts
    (tmp_path / "gradebook.db").write_text("canary")
    places = {"@GRADEBOOK@": tmp_path / "gradebook.db", "@CANARY_DIR@": tmp_path}
    for placeholder, place in places.items():
        code = code.replace(placeholder, str(place))
    path = write(tmp_path / "ada" / "toy" / "toy.ipynb", toy_cells(GOOD_SQUARE, GOOD_NORM, code))
    result = grade(Submission(TOY, "ada", path.parent, path), Settings(engine, PATIENT))
    assert (attack.keeps, result.score) == (attack.deserves, TOY.max_score)
    assert "LEAK" not in " ".join(result.notes)
    assert {one.name for one in tmp_path.iterdir()} == {"ada", "gradebook.db"}
    assert (tmp_path / "gradebook.db").read_text() == "canary"
    assert containers(engine) == []


def has_child(engine: Kind, name: str) -> bool:
    """Whether the container's worker has forked a child, which runs a notebook."""
    return len(asked_of(engine, "top", name).splitlines()) > 2  # a line of titles and one for each process


LOOK_S = 0.3  # between two questions to the engine: each starts a program
SLOW = "import time\ndef square(x):\n    time.sleep(8)\n    return x * x\n"


def test_a_killed_grading_records_nothing_leaves_no_container_and_the_next_one_works(
    engine, toy_course, toy_kit, tmp_path
):
    course = shutil.copytree(toy_course, tmp_path / "course")
    notebook = write(course / "submitted" / "ada" / "toy" / "toy.ipynb", toy_cells(SLOW))
    words = ["grade", "submitted", "--workers", "1", "--sandbox", engine.value]
    for with_container in (False, True):
        grading = subprocess.Popen(
            [sys.executable, "-m", "autograder", *words],
            cwd=course,
            env={**os.environ, "PYTHONPATH": str(toy_kit)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        name = wait_until(lambda: next(iter(containers(engine)), None), LOOK_S)
        wait_until(partial(has_child, engine, name), LOOK_S)
        if with_container:
            os.kill(int(asked_of(engine, "inspect", "--format={{.State.Pid}}", name)), signal.SIGKILL)
        os.killpg(grading.pid, signal.SIGKILL)
        assert grading.wait() == -signal.SIGKILL
        wait_until(lambda: not containers(engine), LOOK_S)
        assert scores(course) == {}
        assert list((course / KEPT / "results").rglob("*.json")) == []
    write(notebook, toy_cells())
    run("vaekit", *words, cwd=course, PYTHONPATH=str(toy_kit))
    assert scores(course) == {"ada": 6.0}
    assert containers(engine) == []


def scores(course: Path) -> dict[str, float]:
    """What the gradebook has, by student."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        if "toy" not in [one.name for one in gradebook.assignments]:
            return {}
        return {one.student.id: one.score for one in gradebook.assignment_submissions("toy")}


def test_an_engine_that_is_not_there_is_named_with_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxError, match=r"podman is not installed.*--sandbox auto"):
        choose(Kind.PODMAN)


# --- the kit's own image


@pytest.mark.parametrize(
    ("base", "sentence"),
    [
        ("registry.invalid/python", "registry.invalid/python can't be fetched ("),
        ("vaekit-frame", "The image could not be made ("),  # an image without a Python
    ],
)
def test_an_image_that_cannot_be_built_is_told_with_what_to_do(engine, tmp_path, base, sentence):
    words = ["image", "--engine", engine.value, "--base", base, "--tag", "vaekit-not-made"]
    said = run("vaekit", *words, cwd=tmp_path, status=Status.UNUSABLE)
    assert sentence in said
    assert "--from-debian" in said or "the lines above tell more." in said
    assert asked_of(engine, "image", "ls", "--quiet", "vaekit-not-made") == ""


# --- inside a plain container: as a pod has it, without namespaces and without an engine ------------------------------

POD = [
    "--rm",
    "--network=none",
    "--read-only",
    "--cap-drop=ALL",
    "--security-opt=no-new-privileges",
    "--user=1000:1000",
]
POD += [
    "--memory=2g",
    "--memory-swap=2g",
    "--pids-limit=100",
    "--tmpfs=/tmp:rw,mode=1777,size=512m",
    "--workdir=/tmp",
]


def test_in_a_pod_the_kit_grades_under_landlock(engine, toy_kit, tmp_path):
    """Under the engine's default filter of system calls, not root, on a read-only root, with 2 GiB and 100 processes."""
    if Landlock.problem() is not None:
        pytest.skip(f"{Landlock.problem()}")
    steals = f"def square(x):\n    open({str(tmp_path / 'submitted' / 'mark')!r}, 'w')\n    return x * x\n"
    for student, cells in (("ada", toy_cells()), ("mallory", toy_cells(steals))):
        write(tmp_path / "submitted" / student / "toy" / "toy.ipynb", cells)
    kit = shutil.copytree(toy_kit, tmp_path / "kit")  # the tests' own folders are closed to other users
    for path in (tmp_path, *tmp_path.rglob("*")):
        path.chmod(0o777)
    places = {"/usr", "/etc/ld.so.cache", sys.prefix, sys.base_prefix}
    mounts = [f"--volume={place}:{place}:ro" for place in sorted(places)] + [f"--volume={tmp_path}:{tmp_path}"]
    options = [*POD, *mounts, "--env=HOME=/tmp", f"--env=PYTHONPATH={kit}", "vaekit-frame"]
    accepted = [word for one in Guarantee for word in ("--without", one.value)]
    graded = [
        sys.executable,
        "-P",
        "-m",
        "autograder",
        "grade",
        str(tmp_path / "submitted"),
        "--assignment",
        "toy",
    ]
    command = [engine.value, "run", *options, *graded, "--json", str(tmp_path / "report.json"), *accepted]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (tmp_path / "report.json").exists(), done.stdout + done.stderr
    assert "Sandbox: Landlock ABI" in done.stderr
    found = json.loads((tmp_path / "report.json").read_text())["submissions"]
    assert {one["student"]: one["score"] for one in found} == {"ada": 6.0, "mallory": 2.0}
    assert sorted(path.name for path in (tmp_path / "submitted").iterdir()) == ["ada", "mallory"]
