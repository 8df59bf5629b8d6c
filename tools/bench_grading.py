"""How fast a class is graded, against stock nbgrader and the students' computation alone: parts of `tools.bench`."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import psutil
from nbgrader.api import Gradebook

from autograder.authoring.assignment import Assignment
from autograder.authoring.stubs import CODE_STUB
from corpus.entries import EVIDENCE, ROOT, entries, example_assignment, hand_in

CLASS = 24
ROUNDS = 3
PAIRS = 5
MANY = 1000
ENDS = 120  # the last of the many, graded beside as many of a class that has just begun
SETTLED = 10  # submissions of that class that are left out: its workers start meanwhile
_RUN_CELLS = ("experiment", "loss-curves", "latent-space", "digits", "reconstructions", "plane", "interpolation")
LONG_CELLS = tuple(f"given-{name}" for name in (*_RUN_CELLS, "without-kl", "own-digits"))  # of minutes: not run
GRADE = [sys.executable, "-m", "autograder", "grade", "submitted"]
ALONE = "for comparison: the student's computation and the checks in one warm process, no isolation"
# for processor time: numpy's threads take it while they wait for each other
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
_STUB = f'c.ClearSolutions.code_stub = {{"python": "{CODE_STUB}"}}\n'
_STOCK_CONFIG = f"""from pathlib import Path
c = get_config()
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
{_STUB}c.Execute.timeout = 300
"""


# --- courses --------------------------------------------------------------------------------------------------------


def kit_course(folder: Path, assignment: Assignment) -> Path:
    """A course of the kit's."""
    shutil.copytree(ROOT / "source" / assignment.name, folder / "source" / assignment.name)
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (folder / "nbgrader_config.py").write_text(config.replace("str(root))", f"{str(ROOT)!r})"), encoding="utf-8")
    return folder


def stock_course(folder: Path, assignment: Assignment) -> Path:
    """A course as stock nbgrader has it: the same checks stand in the test cells, and run in the kernel."""
    target = folder / "source" / assignment.name
    shutil.copytree(ROOT / "source" / assignment.name, target)
    notebook = nbformat.read(target / f"{assignment.name}.ipynb", as_version=4)
    tasks = {task.check_cell: task.id for task in assignment.tasks}
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in tasks:
            cell.source = _test_cell(tasks[grade_id], assignment)
        elif grade_id in LONG_CELLS:
            cell.source = "pass"
    nbformat.write(notebook, target / f"{assignment.name}.ipynb")
    (folder / "nbgrader_config.py").write_text(_STOCK_CONFIG, encoding="utf-8")
    return folder


def _test_cell(task: str, assignment: Assignment) -> str:
    return f"""### BEGIN HIDDEN TESTS
import sys
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from tools.stock import points
points({task!r}, globals(), Path("{assignment.name}.ipynb"))
### END HIDDEN TESTS"""


def hand_in_class(course: Path, assignment: Assignment, count: int, kinds: int) -> None:
    """Right answers of so many kinds, one after the other, and again with another name where they are not enough."""
    found = [
        entry
        for entry in entries("right", assignment)
        if not any(kind == "classmate" for kind, _, _ in entry.parts)
    ]
    step = max(1, len(found) // kinds)
    with tempfile.TemporaryDirectory() as scratch:
        handed = [
            hand_in(entry, assignment, Path(scratch), EVIDENCE).folder.parent for entry in found[::step][:kinds]
        ]
        for number in range(count):
            student = course / "submitted" / f"student-{number:04}"
            shutil.copytree(handed[number % len(handed)], student)
            path = student / assignment.name / f"{assignment.name}.ipynb"
            notebook = nbformat.read(path, as_version=4)
            notebook.cells.append(nbformat.v4.new_markdown_cell(f"Student {number}."))  # a result of its own
            nbformat.write(notebook, path)


@contextlib.contextmanager
def fresh_course(make: Callable[[Path, Assignment], Path], count: int, kinds: int = 0) -> Iterator[Path]:
    """A course with a class whose notebooks are handed in, of so many kinds (0: all), and nothing graded."""
    assignment = example_assignment()
    with tempfile.TemporaryDirectory(prefix="vaekit-bench-") as scratch:
        course = make(Path(scratch), assignment)
        seconds(sys.executable, "-m", "nbgrader", "generate_assignment", assignment.name, cwd=course)
        hand_in_class(course, assignment, count, kinds or count)
        yield course


def environment() -> dict[str, str]:
    """One in which this checkout's kit and nbgrader run, in any folder."""
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PYTHONPATH": str(ROOT), "PATH": beside}


def seconds(*command: str, cwd: Path = ROOT, **variables: str) -> float:
    """How long a command takes; it must succeed, or say that some submissions need attention."""
    began, variables = time.perf_counter(), environment() | variables
    done = subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-1000:]}{done.stderr[-3000:]}")
    return time.perf_counter() - began


# --- what is measured -----------------------------------------------------------------------------------------------


def a_class() -> dict[str, float]:
    """Seconds for the same class: stock nbgrader, and the kit with one and two workers, gradebook and pages included."""
    name = example_assignment().name
    found = {}
    with fresh_course(stock_course, CLASS) as course:
        steps = ("autograde", "generate_feedback")
        found["stock"] = sum(seconds(sys.executable, "-m", "nbgrader", step, name, cwd=course) for step in steps)
        stock = _scores(course, name)
    for workers in ("1", "2"):
        with fresh_course(kit_course, CLASS) as course:
            found[f"workers {workers}"] = seconds(*GRADE, "--workers", workers, cwd=course)
            _expect_alike(stock, _scores(course, name))
    return found


def _scores(course: Path, assignment: str) -> dict[str, float]:
    """Each student's points in a course's gradebook."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return {one.student.id: one.score for one in gradebook.assignment_submissions(assignment)}


def _expect_alike(stock: dict[str, float], kit: dict[str, float]) -> None:
    """Stop where two ways to grade do not the same. The kit takes a point for a run that two students hand in."""
    other = [student for student in kit if abs(stock.get(student, -1) - kit[student]) > 1]
    if other or len(stock) != len(kit):
        raise SystemExit(f"Stock nbgrader and the kit grade {', '.join(other) or 'other students'} otherwise.")


def floor() -> dict[str, float]:
    """Seconds of the students' computation alone, in one warm process, and of the kit with one worker, pages apart."""
    with fresh_course(kit_course, CLASS) as course:
        alone = _alone(course / "submitted")
        started = seconds(sys.executable, "-c", "import tensorflow, autograder.commands.app")
        graded = seconds(*GRADE, "--workers", "1", "--no-gradebook", cwd=course)
    return {"alone": alone, "kit": graded - started}


def breakdown() -> dict[str, float]:
    """Processor seconds of one submission in each stage, the first one left out, and of its computation alone."""
    with fresh_course(kit_course, CLASS) as course:
        told = course / "stages.json"
        alone = _alone(course / "submitted", "--processor-time", **ONE_THREAD)
        command = [sys.executable, "-m", "tools.stages", str(told), *GRADE[3:], "--workers", "1"]
        seconds(*command, cwd=course, **ONE_THREAD)
        first, *_, last = json.loads(told.read_text(encoding="utf-8"))
    return {stage: (last[stage] - first[stage]) / (CLASS - 1) for stage in last} | {ALONE: alone / CLASS}


def _alone(submitted: Path, *options: str, **variables: str) -> float:
    """Seconds of the students' computation, for all of them, in one warm process without any isolation."""
    command = [sys.executable, "-m", "tools.stock", *options, str(submitted)]
    environment = {**os.environ, **variables}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return sum(map(float, done.stdout.split()))


def one() -> dict[str, float]:
    """One notebook, cold, and again unchanged; beside TensorFlow's import."""
    with fresh_course(kit_course, 1) as course:
        command = [*GRADE, "--no-gradebook"]
        imported = seconds(sys.executable, "-c", "import tensorflow")
        return {"import": imported, "cold": seconds(*command, cwd=course), "again": seconds(*command, cwd=course)}


def price() -> dict[str, float]:
    """The same honest submission with the sandbox and without, each time with a worker that starts anew."""
    found = {}
    for kind in ("none", "auto"):
        with fresh_course(kit_course, 1) as course:
            found[kind] = seconds(*GRADE, "--no-gradebook", "--sandbox", kind, cwd=course)
    return found


def many(count: int = MANY) -> dict[str, float]:
    """A large class with two workers: how fast its last submissions are graded beside a class that is begun meanwhile,
    and memory, in MiB: the most, and what the end has of the start's.

    Both are graded at once, on the same cores: a machine whose speed changes within the hour slows both alike. They hold
    the same answers, as some take longer than others.
    """
    ends = min(ENDS, count // 4)
    with fresh_course(kit_course, count, ends) as course, fresh_course(kit_course, ends) as fresh:
        grading = _begin(course)
        looks: list[dict[str, float]] = []
        watch = threading.Thread(target=_watch, args=(grading.pid, looks), daemon=True)
        watch.start()
        while grading.poll() is None and len(_times(course)) < count - ends:
            time.sleep(1)
        began = _begin(fresh)
        grading.wait()
        began.wait()
        watch.join()
        late, early = _times(course), _times(fresh)
    both = early[min(SETTLED, ends // 4)], min(late[-1], early[-1])
    rate = {"end": _rate(late, *both), "start": _rate(early, *both), "whole": 60 * count / (late[-1] - late[0])}
    part = max(len(looks) // 10, 1)
    start, end = (
        {name: max(look[name] for look in some) for name in looks[0]}
        for some in (looks[part : 2 * part], looks[-2 * part : -part])
    )
    most = {name: max(look[name] for look in looks) for name in looks[0]}
    return rate | most | {f"growth of {name}": end[name] / start[name] for name in most}


def _begin(course: Path) -> subprocess.Popen[bytes]:
    """The grading of a course, begun."""
    silent = subprocess.DEVNULL
    return subprocess.Popen(
        [*GRADE, "--workers", "2"], cwd=course, env=environment(), stdout=silent, stderr=silent
    )


def _times(course: Path) -> list[float]:
    """When each result that is there was kept."""
    kept = (course / ".vaekit" / "results").glob("*.json")
    return sorted(path.stat().st_mtime for path in kept if path.suffixes == [".json"])


def _rate(times: list[float], start: float, end: float) -> float:
    """Results a minute, between two moments."""
    within = [moment for moment in times if start <= moment <= end]
    if len(within) < 2:
        raise SystemExit("The large class ended before the one beside it had begun: take more submissions.")
    return 60 * (len(within) - 1) / (within[-1] - within[0])


def _watch(pid: int, looks: list[dict[str, float]]) -> None:
    """The memory of the parent, and the most of a grading process and of a process of a worker, in MiB, each second."""
    while psutil.pid_exists(pid):
        with contextlib.suppress(psutil.Error):
            parent = psutil.Process(pid)
            seen = {"parent": [parent.memory_info().rss], "process": [0], "worker": [0]}
            for child in parent.children(recursive=True):
                is_worker = "worker.py" in " ".join(child.cmdline())
                seen["worker" if is_worker else "process"].append(child.memory_info().rss)
            looks.append({name: max(sizes) / 2**20 for name, sizes in seen.items()})
        time.sleep(1)


# --- the section of the page ----------------------------------------------------------------------------------------

PARTS: dict[str, tuple[Callable[[], dict[str, float]], int]] = {
    "class": (a_class, ROUNDS),
    "floor": (floor, ROUNDS),
    "breakdown": (breakdown, 1),
    "one": (one, PAIRS),
    "price": (price, PAIRS),
    "many": (many, 1),
}
STAGES_HEADING = "Where a submission's time goes"
RATIOS = PARTS.keys() - {"breakdown"}  # what the section on grading tells of


def section(found: dict[str, list[dict[str, float]]]) -> str:
    """What docs/performance.md says of grading, from the rounds of each part."""
    rows = []
    if "class" in found:
        for workers, told in (("1", "one worker"), ("2", "two workers")):
            what = f"{CLASS} submissions, stock nbgrader's time over the kit's with {told}"
            rows.append((what, ratio(found["class"], "stock", f"workers {workers}")))
    if "floor" in found:
        rows.append(("the kit's time over the students' computation alone", ratio(found["floor"], "kit", "alone")))
    if "one" in found:
        rows.append(("one notebook, cold, over `import tensorflow`", ratio(found["one"], "cold", "import")))
        again = statistics.median(one["again"] for one in found["one"])
        rows.append(("the same notebook again, seconds", f"{again:.2f}"))
    if "price" in found:
        rows.append(("one notebook, cold, in the sandbox over without it", ratio(found["price"], "auto", "none")))
    if "many" in found:
        last, three = found["many"][-1], ("parent", "process", "worker")
        told = (
            f"{MANY} submissions: rate of the last {ENDS} over that of a class begun meanwhile, graded beside them"
        )
        rows.append((told, f"{last['end'] / last['start']:.2f}"))
        rows.append((f"{MANY} submissions: a minute, from the first to the last", f"{last['whole']:.0f}"))
        sizes = ", ".join(f"{last[name]:.0f}" for name in three)
        rows.append(("most memory of the parent, a grading process, a worker, in MiB", sizes))
        grown = ", ".join(f"{last[f'growth of {name}']:.2f}" for name in three)
        rows.append(("theirs in the last tenth but one of the time over the second tenth", grown))
    lines = "\n".join(f"| {what} | {value} |" for what, value in rows)
    return f"""## Grading

Ratios of times taken one after the other; median of the rounds (from–to). Stock nbgrader runs the notebook and the same
checks in a kernel, the long cells left out; gradebook and feedback pages are in both.

| | |
|---|---|
{lines}
"""


def stages_section(seconds_of: dict[str, float]) -> str:
    """Where the time of one submission goes."""
    alone = {stage: spent for stage, spent in seconds_of.items() if stage == ALONE}
    stages = {stage: spent for stage, spent in seconds_of.items() if stage != ALONE}
    rows = stages | {"together": sum(stages.values())} | alone
    lines = "\n".join(f"| {stage} | {spent:.3f} |" for stage, spent in rows.items())
    return f"""## {STAGES_HEADING}

Written by `python -m tools.bench breakdown`.

Processor time, so that other work on the machine counts little: means over a class of {CLASS} that one worker grades,
gradebook and page included; the first submission, which waits for the imports, is left out. A sandboxed child answers
the checks' questions. Forking it and ending it is left out, and numpy has one thread.

| stage | seconds |
|---|---|
{lines}
"""


def ratio(rounds: list[dict[str, float]], above: str, below: str) -> str:
    """The ratio of two times of each round: the median of the rounds, and from where to where they go."""
    ratios = [one[above] / one[below] for one in rounds]
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"


def measured(
    name: str, part: Callable[[], dict[str, float]], rounds: int, count: int | None = None
) -> list[dict[str, float]]:
    """The rounds of a part, so many or as many as it needs, told as they come."""
    found = []
    for number in range(count or rounds):
        found.append(part())
        shown = ", ".join(f"{key} {value:.1f}" for key, value in found[-1].items())
        print(f"{name}, round {number + 1} of {count or rounds}: {shown}", flush=True)
    return found
