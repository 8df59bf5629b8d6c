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
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from answers import NAME, ROOT, run
from courses import everything
from toy import GOOD_NORM, GOOD_SQUARE, TOY, toy_cells, write

from autograder.authoring.assignment import assignments
from autograder.commands.terminal import Status
from autograder.handin.find_submissions import find_submissions
from autograder.handin.submission import Submission
from autograder.records.errors import SandboxError
from autograder.records.outcomes import Outcome

pytest.importorskip("distributed", reason="dask.distributed is not installed: pip install vaekit[cluster]")

from autograder.grading.cluster import batch
from autograder.grading.cluster.batch import packed_with_key, result_in
from autograder.grading.settings import Settings

CLASS = 10
LONG_S = 600  # for what takes seconds on a machine that has nothing else to do
GRADE = (sys.executable, "-m", "autograder", "grade", "submitted")
SLOW = "import time\n" + "time.sleep(4)\n" * 2


class Cluster:
    """A scheduler and its workers, on this machine but for its disk: each has an empty folder of its own."""

    def __init__(self, folder: Path, kit: Path, *options: str, **settings: str) -> None:
        self._folder, self.kit, self._processes = folder, str(kit), ExitStack()
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
        environment = {**os.environ, "PYTHONPATH": self.kit, **environment}
        process = subprocess.Popen(command, cwd=home, env=environment, stdout=log, stderr=log)
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
    _kill(*alive)
    process.wait()


def _kill(*processes: psutil.Process) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):  # it ended with the one before
            process.kill()


def _wait(ready: Callable[[], object]) -> None:
    until = time.monotonic() + LONG_S
    while not ready():
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.fixture
def new_cluster(starts, toy_kit, tmp_path) -> Iterator[Callable[..., Cluster]]:
    with ExitStack() as stack:

        def start(*options: str, **settings: str) -> Cluster:
            place = tmp_path / f"cluster-{time.monotonic_ns()}"
            place.mkdir()
            made = Cluster(place, toy_kit, *options, **settings)
            stack.callback(made.close)
            return made

        yield start


SLEEPY = [GOOD_SQUARE, GOOD_NORM, "import time\ntime.sleep(1)"]


@pytest.fixture(scope="module")
def ungraded(toy_course: Path, tmp_path_factory) -> Path:
    """A course with a class, one of whose hand-ins nobody can read, before anything is graded."""
    folder = tmp_path_factory.mktemp("cluster") / "course"
    shutil.copytree(toy_course, folder)
    wrong = ["def square(x):\n    return x + x\n", GOOD_NORM, *SLEEPY[2:]]
    for number in range(CLASS):
        write(
            folder / "submitted" / f"student-{number}" / "toy" / "toy.ipynb",
            toy_cells(*(SLEEPY, wrong)[number % 2]),
        )
    write(folder / "submitted" / "unreadable" / "toy" / "toy.ipynb", []).write_text("{")
    return folder


@pytest.fixture(scope="module")
def here(starts, ungraded: Path, toy_kit: Path, tmp_path_factory) -> Path:
    """The same course, graded on this machine."""
    folder = tmp_path_factory.mktemp("here") / "course"
    shutil.copytree(ungraded, folder)
    words = (*GRADE, "--workers", "2", "--json", "report.json")
    run(*words, cwd=folder, status=Status.ATTENTION, PYTHONPATH=str(toy_kit))
    return folder


def _told(course: Path) -> list[Any]:
    """The report, without the seconds."""
    told = json.loads((course / "report.json").read_text())["submissions"]
    return [{name: value for name, value in one.items() if name != "seconds"} for one in told]


@pytest.mark.slow
def test_a_worker_that_is_killed_half_way_costs_nobody_a_point(new_cluster, ungraded, here, toy_kit, tmp_path):
    course = shutil.copytree(ungraded, tmp_path / "course")
    cluster_ = new_cluster()
    workers = [cluster_.worker(), cluster_.worker()]
    command = (*GRADE, "--scheduler", cluster_.address, "--json", "report.json")
    with (course / "log.txt").open("w") as log:
        environment = {**os.environ, "PYTHONPATH": str(toy_kit)}
        grading = subprocess.Popen(command, cwd=course, stdout=log, stderr=log, env=environment)
    stored = course / ".vaekit" / "results"
    _wait(lambda: _graded(stored) or grading.poll() is not None)
    _kill(workers[0], *workers[0].children(recursive=True))
    assert 0 < _graded(stored) < CLASS, (course / "log.txt").read_text() + cluster_.words()
    assert grading.wait(LONG_S) == Status.ATTENTION, (course / "log.txt").read_text() + cluster_.words()
    assert _told(course) == _told(here)
    assert everything(course) == everything(here)
    assert "Traceback" not in (course / "log.txt").read_text()


def _graded(stored: Path) -> int:
    return sum(path.suffixes == [".json"] for path in stored.glob("*.json"))


@pytest.mark.slow
def test_evidence_travels_and_what_a_marker_sees_comes_back(new_cluster, course, tmp_path):
    folder = tmp_path / "course"
    earlier = ("submitted", "autograded", "feedback", ".vaekit")  # of other tests
    shutil.copytree(course, folder, ignore=shutil.ignore_patterns(*earlier))
    shutil.copytree(ROOT / "examples" / "submitted" / "ada", folder / "submitted" / "ada")
    cluster_ = new_cluster(PYTHONPATH=str(ROOT))
    cluster_.worker(PYTHONPATH=str(ROOT))
    run(*GRADE, "--scheduler", cluster_.address, "--json", "report.json", cwd=folder, PYTHONPATH=str(ROOT))
    (one,) = _told(folder)
    assert one["score"] == 80.0
    (drawn,) = (folder / ".vaekit" / "results").glob("*.exhibits.json")
    exhibits = json.loads(drawn.read_text())
    assert all(item["png"] or item["table"] or item["note"] for items in exhibits.values() for item in items)
    assert {manual.cell for manual in assignments()[NAME].manual} == set(exhibits)


def test_what_kills_every_worker_needs_attention(new_cluster, toy_kit, tmp_path):
    notebook = write(tmp_path / "ada" / "toy" / "toy.ipynb", toy_cells(GOOD_SQUARE, GOOD_NORM, SLOW))
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
    environment = {**os.environ, "PYTHONPATH": str(toy_kit)}
    grading = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )
    killed: set[psutil.Process] = set()
    while grading.poll() is None:
        for process in keeper.children(recursive=True):
            if _grades(process):
                _kill(process)
                killed.add(process)
        time.sleep(0.2)
    words, _ = grading.communicate()
    assert grading.returncode == Status.ATTENTION, words
    (one,) = json.loads((tmp_path / "report.json").read_text())["submissions"]
    assert (one["status"], one["score"]) == ("needs_attention", None)
    assert "Every worker that graded this was lost" in one["reason"]
    assert len(killed) == 2


def _grades(process: psutil.Process) -> bool:
    """Whether a process of Dask's grades: a sandbox below it has its settings. One that is only tried has none."""
    has_settings = any(word.startswith('{"control"') for below in _below(process) for word in _words(below))
    return has_settings and any("spawn_main" in word for word in _words(process))


def _name(process: psutil.Process) -> str:
    try:
        return process.name()
    except psutil.Error:
        return ""


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


def _heed_interrupts() -> None:
    """What is started in the background of a script inherits that it ignores them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupt_takes_back_what_is_not_graded_yet(new_cluster, toy_kit, tmp_path):
    for number in range(4):
        path = tmp_path / "submitted" / f"student-{number}" / "toy" / "toy.ipynb"
        write(path, toy_cells(GOOD_SQUARE, GOOD_NORM, SLOW))
    cluster_ = new_cluster()
    keeper = cluster_.worker()
    command = (*GRADE, "--scheduler", cluster_.address)
    environment = {**os.environ, "PYTHONPATH": str(toy_kit)}
    grading = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
        preexec_fn=_heed_interrupts,
    )
    _wait(lambda: any("bwrap" in _name(below) for below in _below(keeper)))
    grading.send_signal(signal.SIGINT)
    words, _ = grading.communicate(timeout=LONG_S)
    assert grading.returncode == 130
    assert "Run it again to go on." in words
    _wait(
        lambda: not any("bwrap" in _name(below) for below in _below(keeper))
    )  # the one at hand, then nothing more
    with batch.Client(cluster_.address, set_as_default=False) as client:
        assert not any(client.processing().values())


def test_a_worker_without_bubblewrap_is_named(new_cluster, ungraded, toy_kit, tmp_path):
    cluster_ = new_cluster()
    cluster_.worker(PATH=str(tmp_path))
    grade = (*GRADE, "--scheduler", cluster_.address)
    words = run(*grade, cwd=ungraded, status=Status.UNUSABLE, PYTHONPATH=str(toy_kit))
    assert "The worker tcp://127.0.0.1:" in words
    assert "bubblewrap is not installed" in words


def test_a_worker_with_another_kit_is_named(new_cluster, ungraded, toy_kit, tmp_path):
    kit = shutil.copytree(toy_kit, tmp_path / "kit")
    version = kit / "autograder" / "__init__.py"
    version.write_text(version.read_text().replace('__version__ = "', '__version__ = "9.'))
    cluster_ = new_cluster()
    cluster_.worker(PYTHONPATH=str(kit))
    grade = (*GRADE, "--scheduler", cluster_.address)
    words = run(*grade, cwd=ungraded, status=Status.GRADER_FAILED, PYTHONPATH=str(toy_kit))
    assert "its vaekit is 9." in words
    assert "install the same kit on all machines" in words


# --- an assignment of the course's own


@pytest.fixture
def own_course(starts, tmp_path) -> Path:
    """A course with an assignment in its folder `assignments/`, and two hand-ins."""
    run("vaekit", "init", "course", "--empty", cwd=tmp_path)
    run("vaekit", "new", "mean-squares", cwd=tmp_path / "course")
    for student, kind in {"ada": "right", "bo": "wrong"}.items():
        corpus = tmp_path / "course" / "assignments" / "mean_squares" / "corpus"
        shutil.copytree(corpus / kind, tmp_path / "course" / "submitted" / student)
    return tmp_path / "course"


def test_an_assignment_of_the_courses_own_folder_is_graded_by_workers_that_are_told_of_it(
    new_cluster, own_course, tmp_path
):
    copy_ = tmp_path / "copy"  # as another machine has it: no hand-in is there
    shutil.copytree(own_course, copy_, ignore=shutil.ignore_patterns("submitted"))
    cluster_ = new_cluster()
    cluster_.worker(VAEKIT_COURSE=str(copy_))
    grade = (*GRADE, "--scheduler", cluster_.address, "--no-gradebook", "--json", "report.json")
    run(*grade, cwd=own_course, PYTHONPATH=cluster_.kit)
    assert {one["student"]: one["score"] for one in _told(own_course)} == {"ada": 5.0, "bo": 0.0}
    untold = new_cluster()  # of its own: the first worker could take all of it
    untold.worker()
    grade = (*GRADE, "--scheduler", untold.address, "--no-gradebook", "--regrade")
    words = run(*grade, cwd=own_course, status=Status.GRADER_FAILED, PYTHONPATH=untold.kit)
    assert "it has no assignment mean-squares" in words
    assert "VAEKIT_COURSE" in words


def test_a_worker_whose_copy_of_the_course_is_another_is_named(new_cluster, own_course, tmp_path):
    copy_ = tmp_path / "copy"
    shutil.copytree(own_course, copy_)
    with (copy_ / "assignments" / "mean_squares" / "questions.py").open("a") as file:
        file.write("\n# changed\n")
    cluster_ = new_cluster()
    cluster_.worker(VAEKIT_COURSE=str(copy_))
    grade = (*GRADE, "--scheduler", cluster_.address, "--no-gradebook")
    words = run(*grade, cwd=own_course, status=Status.GRADER_FAILED, PYTHONPATH=cluster_.kit)
    assert "bring the copy of the course up to date that VAEKIT_COURSE names" in words


def test_no_scheduler_is_told_in_a_sentence(ungraded, toy_kit):
    impatient = "from autograder.grading.cluster import batch; batch._CONNECT_S = 1.0\n"  # nobody will answer
    command = (sys.executable, "-c", impatient + "from autograder.commands.app import main; main()")
    grade = (*command, "grade", "submitted", "--scheduler", "tcp://127.0.0.1:9")
    words = run(*grade, cwd=ungraded, status=Status.GRADER_FAILED, PYTHONPATH=str(toy_kit))
    assert "No scheduler answers at tcp://127.0.0.1:9" in words
    assert "Traceback" not in words


def test_a_cluster_behind_certificates_grades(new_cluster, toy_kit, tmp_path):
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
    path = write(tmp_path / "bo" / "toy" / "toy.ipynb", toy_cells())
    settings["PYTHONPATH"] = str(toy_kit)
    grade = (*GRADE[:-1], str(path), "--scheduler", cluster_.address)
    there = {"cwd": tmp_path, "capture_output": True, "text": True, "check": False}
    done = subprocess.run(grade, env={**os.environ, **settings}, **there)
    assert done.returncode == Status.GRADED, done.stdout + done.stderr
    unknown = {**os.environ, "PYTHONPATH": str(toy_kit)}
    stranger = subprocess.run(grade, env=unknown, **there)
    assert stranger.returncode == Status.GRADER_FAILED
    assert "No scheduler answers at tls://" in stranger.stderr


def test_without_distributed_the_remedy_is_told(ungraded, toy_kit):
    # as if it were not installed
    code = "import sys; sys.modules['dask'] = None; from autograder.commands.app import main; main()"
    command = (sys.executable, "-c", code, "grade", "submitted", "--scheduler", "tcp://127.0.0.1:9")
    words = run(*command, cwd=ungraded, status=Status.UNUSABLE, PYTHONPATH=str(toy_kit))
    assert "pip install 'vaekit[cluster]'" in words


# --- what is sent has the key that its result is stored by


@pytest.mark.parametrize("swaps", [1, 99])
def test_a_folder_that_is_swapped_and_put_back_while_it_is_packed_is_seen(tmp_path, monkeypatch, swaps):
    path = write(tmp_path / "ada" / "toy" / "toy.ipynb", toy_cells())
    other = write(tmp_path / "other" / "toy" / "toy.ipynb", toy_cells("def square(x):\n    return x + x\n"))
    own, (here, there) = path.read_bytes(), (path.parent, other.parent)
    real, left = batch.packed, [swaps]

    def packed(submission):
        if not left[0]:
            return real(submission)
        left[0] -= 1
        here.rename(tmp_path / "aside")
        there.rename(here)
        parcel = real(submission)
        here.rename(there)
        (tmp_path / "aside").rename(here)
        return parcel

    monkeypatch.setattr(batch, "packed", packed)
    submission = Submission(TOY, "ada", path.parent, path)
    found = packed_with_key(submission, Settings())
    if swaps > 1:
        assert found is None
    else:
        key, parcel = found
        assert (key, parcel["files"]) == (Settings().key_of(submission), {"toy.ipynb": own})


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


def sent(result: dict[str, Any] | None, **more: Any) -> bytes:
    return json.dumps({"worker": "tcp://a", "result": result, **more}).encode()


@pytest.mark.parametrize(
    "answer",
    [
        sent(None),
        b"{",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        json.dumps({"worker": "tcp://a"}).encode(),
    ],
    ids=["no result", "cut off", "a list", "no UTF-8", "nested", "empty"],
)
def test_an_answer_without_a_result_is_refused(answer):
    (submission,) = find_submissions(ROOT / "examples" / "submitted" / "ben")
    with pytest.raises(ValueError, match=r"\w"):
        result_in(submission, answer)


@pytest.mark.parametrize(
    "exhibits", [{"text": [{"title": 1}]}, {"text": [{"title": "x", "png": "?"}]}, {"text": 3}]
)
def test_an_answer_with_false_exhibits_is_refused(record, exhibits):
    (submission,) = find_submissions(ROOT / "examples" / "submitted" / "ben")
    with pytest.raises(ValueError, match=r"\$\.exhibits"):
        result_in(submission, sent(record, exhibits=exhibits))


def test_a_refusal_is_told_with_its_worker(record):
    (submission,) = find_submissions(ROOT / "examples" / "submitted" / "ben")
    with pytest.raises(SandboxError, match="The worker tcp://a can't grade: no bubblewrap"):
        result_in(submission, sent(None, refusal={"refused": "no bubblewrap", "sandbox": True}))


def test_a_right_answer_is_the_result_of_the_submission_that_was_sent(record):
    (submission,) = find_submissions(ROOT / "examples" / "submitted" / "ben")
    result, exhibits = result_in(submission, sent(record))
    assert exhibits is None
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
    with pytest.raises(ValueError, match=r"\w"):
        result_in(submission, sent({**record, **change}))


@pytest.mark.parametrize(
    "change",
    [
        {"earned": float("inf")},
        {"earned": 99.0},
        {"earned": "15"},
        {"outcome": "perfect"},
        {"message": 1},
        {"points": None},
    ],
)
def test_an_answer_with_a_false_check_is_refused(record, change):
    (submission,) = find_submissions(ROOT / "examples" / "submitted" / "ben")
    false = copy.deepcopy(record)
    false["tasks"][0]["checks"][0].update(change)
    with pytest.raises(ValueError, match=r"\w"):
        result_in(submission, sent(false))
