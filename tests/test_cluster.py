"""`vaekit grade --scheduler`: a real scheduler and real workers, in processes and folders of their own."""

from __future__ import annotations

import copy
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psutil
import pytest
from answers import NAME, ROOT, WRONG_SPREAD, edited, left, reference_cells, run

from autograder.assignment import assignments
from autograder.cli import Status
from autograder.intake import find_submissions
from autograder.results import Outcome

pytest.importorskip("distributed", reason="dask.distributed is not installed: pip install vaekit[cluster]")

from autograder import cluster

LONG_S = 600  # for what takes seconds on a machine that has nothing else to do
GRADE = (sys.executable, "-m", "autograder", "grade", "submitted")
SLOW = "import time\n" + "time.sleep(8)\n" * 4


class Cluster:
    """A scheduler and its workers, on this machine but for its disk: each has an empty folder of its own."""

    def __init__(self, folder: Path, *options: str, **settings: str) -> None:
        self._folder, self._processes = folder, ExitStack()
        where = folder / "scheduler.json"
        options = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(where), *options)
        self._start("dask_scheduler", *options, **settings)
        _wait(lambda: where.exists() and where.read_text().strip().endswith("}"))
        self.address: str = json.loads(where.read_text())["address"]

    def worker(self, **environment: str) -> psutil.Process:
        """Start a worker: the process that keeps it."""
        number = len(list(self._folder.glob("worker-*")))
        place = self._folder / f"worker-{number}"
        place.mkdir()
        options = ["--nthreads", "1", "--nworkers", "1", "--local-directory", str(place), "--host", "127.0.0.1"]
        return self._start("dask_worker", self.address, *options, **environment)

    def _start(self, program: str, *arguments: str, **environment: str) -> psutil.Process:
        command = [sys.executable, "-m", f"distributed.cli.{program}", *arguments, "--no-dashboard"]
        home = self._folder / f"home-{time.monotonic_ns()}"
        home.mkdir()
        log = self._processes.enter_context((self._folder / "log.txt").open("a"))
        process = subprocess.Popen(command, cwd=home, env={**os.environ, **environment}, stdout=log, stderr=log)
        self._processes.callback(_end, process)
        return psutil.Process(process.pid)

    def words(self) -> str:
        return (self._folder / "log.txt").read_text()

    def close(self) -> None:
        self._processes.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    process.terminate()
    _, alive = psutil.wait_procs(family, timeout=20)
    for one in alive:
        one.kill()
    process.wait()


def _wait(ready: Callable[[], object]) -> None:
    until = time.monotonic() + LONG_S
    while not ready():
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.fixture
def new_cluster(tmp_path) -> Iterator[Callable[..., Cluster]]:
    with ExitStack() as stack:

        def start(*options: str, **settings: str) -> Cluster:
            place = tmp_path / f"cluster-{time.monotonic_ns()}"
            place.mkdir()
            made = Cluster(place, *options, **settings)
            stack.callback(made.close)
            return made

        yield start


@pytest.fixture(scope="module")
def ungraded(course: Path, tmp_path_factory) -> Path:
    """A course with six hand-ins, one with evidence, one that nobody can read, before anything is graded."""
    folder = tmp_path_factory.mktemp("cluster") / "course"
    earlier = ("submitted", "autograded", "feedback", ".vaekit", "gradebook.db")  # of other tests
    shutil.copytree(course, folder, ignore=shutil.ignore_patterns(*earlier))
    run("nbgrader", "generate_assignment", NAME, "--force", cwd=folder)
    shutil.copytree(ROOT / "examples" / "submitted" / "ada", folder / "submitted" / "ada")
    spread = {**reference_cells(), "sampling": WRONG_SPREAD}
    for student, cells in {"bo": {}, "cy": spread, "di": reference_cells(), "ed": {}, "flo": spread}.items():
        path = edited(_release(folder), folder / "submitted" / student / NAME / f"{NAME}.ipynb", cells)
        if student == "ed":
            path.write_text("{")
    (folder / "submitted" / "di" / NAME / "evidence.npz").mkdir()  # what is no file travels as such
    return folder


def _release(course: Path) -> Path:
    return course / "release" / NAME / f"{NAME}.ipynb"


@pytest.fixture(scope="module")
def here(ungraded: Path, tmp_path_factory) -> Path:
    """The same course, graded on this machine."""
    folder = tmp_path_factory.mktemp("here") / "course"
    shutil.copytree(ungraded, folder)
    run(*GRADE, "--json", "report.json", cwd=folder, status=Status.ATTENTION)
    return folder


def _told(course: Path) -> dict[str, Any]:
    """Each student's points, check by check, notes and reason."""
    found = {}
    for one in json.loads((course / "report.json").read_text())["submissions"]:
        checks = {
            check["id"]: (check["earned"], check["outcome"]) for task in one["tasks"] for check in task["checks"]
        }
        found[one["student"]] = (one["score"], one["path"], one["reason"], one["notes"], checks)
    return found


@pytest.mark.slow
def test_a_worker_that_is_killed_half_way_costs_nobody_a_point(new_cluster, ungraded, here, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(ungraded, course)
    cluster_ = new_cluster()
    workers = [cluster_.worker(), cluster_.worker()]
    command = (*GRADE, "--scheduler", cluster_.address, "--json", "report.json")
    with (course / "log.txt").open("w") as log:
        grading = subprocess.Popen(command, cwd=course, stdout=log, stderr=log)
    stored = course / ".vaekit" / "results"
    _wait(lambda: _graded(stored) or grading.poll() is not None)
    assert grading.poll() is None, (course / "log.txt").read_text() + cluster_.words()
    for process in (workers[0], *workers[0].children(recursive=True)):
        process.kill()
    assert 0 < _graded(stored) < 5
    assert grading.wait(LONG_S) == Status.ATTENTION, (course / "log.txt").read_text() + cluster_.words()
    assert _told(course) == _told(here)
    assert {name: one["points"] for name, one in left(course).items()} == {
        name: one["points"] for name, one in left(here).items()
    }
    assert len(list(stored.glob("*.exhibits.json"))) == len(
        list((here / ".vaekit" / "results").glob("*.exhibits.json"))
    )
    assert "Traceback" not in (course / "log.txt").read_text()


def _graded(stored: Path) -> int:
    return sum(path.suffixes == [".json"] for path in stored.glob("*.json"))


def test_what_kills_every_worker_needs_attention(new_cluster, ungraded, tmp_path):
    notebook = edited(_release(ungraded), tmp_path / "ada" / NAME / f"{NAME}.ipynb", {}, SLOW)
    cluster_ = new_cluster(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1")
    keeper = cluster_.worker()
    command = [
        *GRADE[:-1],
        str(notebook),
        "--scheduler",
        cluster_.address,
        "--json",
        str(tmp_path / "report.json"),
    ]
    grading = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    killed: set[psutil.Process] = set()
    while grading.poll() is None:
        for process in keeper.children(recursive=True):  # a sandbox says that a submission is being graded
            if any("bwrap" in below.name() for below in _below(process)) and "spawn_main" in " ".join(
                _words(process)
            ):
                process.kill()
                killed.add(process)
        time.sleep(0.2)
    assert grading.returncode == Status.ATTENTION, grading.stdout.read()
    (one,) = json.loads((tmp_path / "report.json").read_text())["submissions"]
    assert (one["status"], one["score"]) == ("needs_attention", None)
    assert "Every worker that graded this was lost" in one["reason"]
    assert len(killed) == 2


def _below(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def test_an_interrupt_takes_back_what_is_not_graded_yet(new_cluster, ungraded, tmp_path):
    for number in range(4):
        path = tmp_path / "submitted" / f"student-{number}" / NAME / f"{NAME}.ipynb"
        edited(_release(ungraded), path, {}, SLOW)
    cluster_ = new_cluster()
    keeper = cluster_.worker()
    command = (*GRADE, "--scheduler", cluster_.address)
    grading = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    _wait(lambda: any("bwrap" in below.name() for below in _below(keeper)))
    grading.send_signal(signal.SIGINT)
    words, _ = grading.communicate(timeout=LONG_S)
    assert grading.returncode == 130
    assert "Run it again to go on." in words
    _wait(
        lambda: not any("bwrap" in below.name() for below in _below(keeper))
    )  # the one at hand, then nothing more
    with cluster.Client(cluster_.address, set_as_default=False) as client:
        assert not any(client.processing().values())


def test_a_worker_without_bubblewrap_is_named(new_cluster, ungraded, tmp_path):
    cluster_ = new_cluster()
    cluster_.worker(PATH=str(tmp_path))
    words = run(*GRADE, "--scheduler", cluster_.address, cwd=ungraded, status=Status.UNUSABLE)
    assert "The worker tcp://127.0.0.1:" in words
    assert "bubblewrap is not installed" in words


def test_a_worker_with_another_kit_is_named(new_cluster, ungraded, tmp_path):
    kit = tmp_path / "kit"
    shutil.copytree(ROOT / "autograder", kit / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "source", kit / "source", ignore=shutil.ignore_patterns("*.npz", "__pycache__"))
    version = kit / "autograder" / "__init__.py"
    version.write_text(version.read_text().replace('__version__ = "', '__version__ = "9.'))
    cluster_ = new_cluster()
    cluster_.worker(PYTHONPATH=str(kit))
    words = run(*GRADE, "--scheduler", cluster_.address, cwd=ungraded, status=Status.GRADER_FAILED)
    assert "its vaekit is 9." in words
    assert "install the same kit on all machines" in words


def test_no_scheduler_is_told_in_a_sentence(ungraded):
    words = run(*GRADE, "--scheduler", "tcp://127.0.0.1:9", cwd=ungraded, status=Status.GRADER_FAILED)
    assert "No scheduler answers at tcp://127.0.0.1:9" in words
    assert "Traceback" not in words


def test_a_cluster_behind_certificates_grades(new_cluster, ungraded, tmp_path):
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: nothing makes a certificate")
    key, own = tmp_path / "key.pem", tmp_path / "own.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test"]
    subprocess.run([*command, "-keyout", key, "-out", own], check=True, capture_output=True)
    tls = {
        f"{role}__{name}": str(path)
        for role in ("SCHEDULER", "WORKER", "CLIENT")
        for name, path in (("CERT", own), ("KEY", key))
    } | {"CA_FILE": str(own)}
    settings = {f"DASK_DISTRIBUTED__COMM__TLS__{name}": value for name, value in tls.items()}
    cluster_ = new_cluster("--protocol", "tls", **settings)
    assert cluster_.address.startswith("tls://")
    cluster_.worker(**settings)
    path = edited(_release(ungraded), tmp_path / "bo" / NAME / f"{NAME}.ipynb", {})
    grade = (*GRADE[:-1], str(path), "--scheduler", cluster_.address)
    done = subprocess.run(grade, env={**os.environ, **settings}, capture_output=True, text=True, check=False)
    assert done.returncode == Status.GRADED, done.stdout + done.stderr
    stranger = subprocess.run(grade, capture_output=True, text=True, check=False)
    assert stranger.returncode == Status.GRADER_FAILED
    assert "No scheduler answers at tls://" in stranger.stderr


def test_without_distributed_the_remedy_is_told(ungraded):
    code = "import sys; sys.modules['dask'] = None; from autograder.cli import main; main()"  # as if not installed
    command = (sys.executable, "-c", code, "grade", "submitted", "--scheduler", "tcp://127.0.0.1:9")
    words = run(*command, cwd=ungraded, status=Status.UNUSABLE)
    assert "pip install 'vaekit[cluster]'" in words


# --- what a worker sends is checked


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    """A right result, as a worker sends it."""
    assignment = assignments()[NAME]
    tasks = [
        {
            "id": task.id,
            "points": task.points,
            "checks": [
                {
                    "id": "test_a.py::test_b",
                    "sentence": "It is right.",
                    "points": task.points,
                    "earned": task.points,
                    "outcome": Outcome.PASSED.value,
                    "message": "",
                    "misconception": None,
                }
            ],
        }
        for task in assignment.tasks
    ]
    head = {
        "student": "eve",
        "path": "/elsewhere",
        "reason": None,
        "max_score": 9,
        "manual_max": 9,
        "seconds": 1.0,
    }
    return {**head, "notes": [], "tasks": tasks}


def test_a_right_answer_is_the_result_of_the_submission_that_was_sent(record):
    (submission,) = find_submissions(ROOT / "examples" / "submitted" / "ben")
    result = cluster._result(submission, record)
    assert (result.student, result.path) == ("ben", str(submission.path))
    assert (result.score, result.max_score, result.manual_max) == (80.0, 80.0, 20.0)


@pytest.mark.parametrize(
    "change",
    [
        {"tasks": []},
        {"seconds": float("nan")},
        {"seconds": "long"},
        {"reason": 1},
        {"notes": [1]},
        {"notes": None},
    ],
)
def test_an_answer_that_is_no_result_is_refused(record, change):
    (submission,) = find_submissions(ROOT / "examples" / "submitted" / "ben")
    with pytest.raises((ValueError, TypeError)):
        cluster._result(submission, {**record, **change})


@pytest.mark.parametrize(
    "change",
    [
        {"earned": float("inf")},
        {"earned": 99.0},
        {"earned": "15"},
        {"outcome": "perfect"},
        {"message": 1},
        {"more": 1},
    ],
)
def test_an_answer_with_a_false_check_is_refused(record, change):
    (submission,) = find_submissions(ROOT / "examples" / "submitted" / "ben")
    false = copy.deepcopy(record)
    false["tasks"][0]["checks"][0].update(change)
    with pytest.raises((ValueError, TypeError)):
        cluster._result(submission, false)
