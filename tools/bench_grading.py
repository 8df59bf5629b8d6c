"""How fast a class is graded, against stock nbgrader and the students' computation alone: parts of `tools.bench`."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import psutil

from autograder.assignment import Assignment
from tools.corpus import EVIDENCE, ROOT, entries, example_assignment, hand_in

CLASS = 24
ROUNDS = 3
PAIRS = 5
MANY = 1000
ENDS = 100  # submissions at the start and at the end of the many, whose rates are compared
LONG_CELLS = ("given-experiment", "given-loss-curves", "given-latent-space", "given-digits")  # of minutes: not run
GRADE = [sys.executable, "-m", "autograder", "grade", "submitted"]
_STUB = 'c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}\n'
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


def hand_in_class(course: Path, assignment: Assignment, count: int) -> None:
    """Right answers that differ in kind, one after the other, and again with another name where they are not enough."""
    found = [
        entry
        for entry in entries("right", assignment)
        if not any(kind == "classmate" for kind, _, _ in entry.parts)
    ]
    step = max(1, len(found) // count)
    with tempfile.TemporaryDirectory() as scratch:
        handed = [hand_in(entry, assignment, Path(scratch), EVIDENCE).folder.parent for entry in found[::step]]
        for number in range(count):
            student = course / "submitted" / f"student-{number:04}"
            shutil.copytree(handed[number % len(handed)], student)
            path = student / assignment.name / f"{assignment.name}.ipynb"
            notebook = nbformat.read(path, as_version=4)
            notebook.cells.append(nbformat.v4.new_markdown_cell(f"Student {number}."))  # a result of its own
            nbformat.write(notebook, path)


@contextmanager
def fresh_course(make: Callable[[Path, Assignment], Path], count: int) -> Iterator[Path]:
    """A course with a class whose notebooks are handed in, and nothing graded."""
    assignment = example_assignment()
    with tempfile.TemporaryDirectory(prefix="vaekit-bench-") as scratch:
        course = make(Path(scratch), assignment)
        seconds(sys.executable, "-m", "nbgrader", "generate_assignment", assignment.name, cwd=course)
        hand_in_class(course, assignment, count)
        yield course


def seconds(*command: str, cwd: Path = ROOT) -> float:
    """How long a command takes; it must succeed, or say that some submissions need attention."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    began = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
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
    for workers in ("1", "2"):
        with fresh_course(kit_course, CLASS) as course:
            found[f"workers {workers}"] = seconds(*GRADE, "--workers", workers, cwd=course)
    return found


def floor() -> dict[str, float]:
    """Seconds of the students' computation alone, in one warm process, and of the kit with one worker, pages apart."""
    with fresh_course(kit_course, CLASS) as course:
        command = [sys.executable, "-m", "tools.stock", str(course / "submitted")]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        alone = sum(map(float, done.stdout.split()))
        started = seconds(sys.executable, "-c", "import tensorflow, autograder.cli")
        graded = seconds(*GRADE, "--workers", "1", "--no-gradebook", cwd=course)
    return {"alone": alone, "kit": graded - started}


def one() -> dict[str, float]:
    """One notebook, cold, and again unchanged; beside TensorFlow's import."""
    with fresh_course(kit_course, 1) as course:
        command = [*GRADE, "--no-gradebook"]
        imported = seconds(sys.executable, "-c", "import tensorflow")
        return {"import": imported, "cold": seconds(*command, cwd=course), "again": seconds(*command, cwd=course)}


def price() -> dict[str, float]:
    """The same honest submissions with the sandbox and without."""
    found = {}
    for kind in ("none", "auto"):
        with fresh_course(kit_course, CLASS) as course:
            found[kind] = seconds(*GRADE, "--no-gradebook", "--workers", "1", "--sandbox", kind, cwd=course)
    return found


def many(count: int = MANY) -> dict[str, float]:
    """A large class with two workers: the rates of its first and last submissions, and the most memory, in MiB."""
    with fresh_course(kit_course, count) as course:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        grading = subprocess.Popen(
            [*GRADE, "--workers", "2"],
            cwd=course,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        most: dict[str, float] = {"parent": 0.0, "process": 0.0, "worker": 0.0}
        watch = threading.Thread(target=_watch, args=(grading.pid, most), daemon=True)
        watch.start()
        grading.wait()
        kept = (course / ".vaekit" / "results").glob("*.json")
        times = sorted(path.stat().st_mtime for path in kept if path.suffixes == [".json"])
    ends = min(ENDS, count // 4)
    rate = {"start": times[ends] - times[0], "end": times[-1] - times[-1 - ends]}
    return {name: 60 * ends / span for name, span in rate.items()} | most


def _watch(pid: int, most: dict[str, float]) -> None:
    """The most memory of the parent, of a grading process and of a worker's tree of processes."""
    while psutil.pid_exists(pid):
        try:
            parent = psutil.Process(pid)
            seen = {"parent": [parent.memory_info().rss], "process": [0], "worker": [0]}
            for child in parent.children(recursive=True):
                is_worker = "worker.py" in " ".join(child.cmdline())
                seen["worker" if is_worker else "process"].append(child.memory_info().rss)
        except psutil.Error:
            continue
        for name, sizes in seen.items():
            most[name] = max(most[name], max(sizes) / 2**20)
        time.sleep(1)


# --- the section of the page ----------------------------------------------------------------------------------------

PARTS: dict[str, tuple[Callable[[], dict[str, float]], int]] = {
    "class": (a_class, ROUNDS),
    "floor": (floor, ROUNDS),
    "one": (one, PAIRS),
    "price": (price, ROUNDS),
    "many": (many, 1),
}


def section(found: dict[str, list[dict[str, float]]]) -> str:
    """What docs/performance.md says of grading, from the rounds of each part."""
    rows = []
    if "class" in found:
        for workers in ("1", "2"):
            rows.append(
                (
                    f"{CLASS} submissions, stock nbgrader's time over the kit's with {workers} worker(s)",
                    _ratio(found["class"], "stock", f"workers {workers}"),
                )
            )
    if "floor" in found:
        rows.append(
            ("the kit's time over the students' computation alone", _ratio(found["floor"], "kit", "alone"))
        )
    if "one" in found:
        rows.append(("one notebook, cold, over `import tensorflow`", _ratio(found["one"], "cold", "import")))
        again = statistics.median(one["again"] for one in found["one"])
        rows.append(("the same notebook again, seconds", f"{again:.2f}"))
    if "price" in found:
        rows.append(("in the sandbox over without it", _ratio(found["price"], "auto", "none")))
    if "many" in found:
        last = found["many"][-1]
        rows.append(
            (f"{MANY} submissions: rate of the last {ENDS} over the first", f"{last['end'] / last['start']:.2f}")
        )
        rows.append(("submissions a minute, at the end", f"{last['end']:.0f}"))
        sizes = ", ".join(f"{last[name]:.0f}" for name in ("parent", "process", "worker"))
        rows.append(("most memory of the parent, a grading process, a worker, in MiB", sizes))
    lines = "\n".join(f"| {what} | {value} |" for what, value in rows)
    return f"""## Grading

Ratios of times taken one after the other; median of the rounds (from–to). Stock nbgrader runs the notebook and the same
checks in a kernel, the long cells left out; gradebook and feedback pages are in both.

| | |
|---|---|
{lines}
"""


def _ratio(rounds: list[dict[str, float]], above: str, below: str) -> str:
    ratios = [one[above] / one[below] for one in rounds]
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"


def measured(name: str, count: int | None = None) -> list[dict[str, float]]:
    """The rounds of a part, so many or as many as it needs, told as they come."""
    part, rounds = PARTS[name]
    found = []
    for number in range(count or rounds):
        found.append(part())
        shown = ", ".join(f"{key} {value:.1f}" for key, value in found[-1].items())
        print(f"{name}, round {number + 1} of {count or rounds}: {shown}", flush=True)
    return found
