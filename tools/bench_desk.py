"""How fast texts are marked at the desk, beside nbgrader's formgrader, and how fast the desk is: a part of `tools.bench`.

Both are driven in a real Chromium, one key each quarter of a second; a page that is not there yet is waited for. The time
to read a text is a person's own, at the desk and in formgrader alike, and is in neither. The class and each text's
measurements are kept in `.vaekit/bench/desk/` until all is measured: after an interruption the same command goes on.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
from collections.abc import Callable

import numpy as np
import psutil
from selenium import webdriver

from autograder.records.marking.rubric import Rubric
from tools.bench_grading import ROOT
from tools.chromium import chromium
from tools.desk_course import STUDENTS, MarkedClass
from tools.desk_server import desk_server
from tools.drive_desk import WATCH, mark_at_the_desk
from tools.drive_formgrader import mark_in_formgrader
from tools.resumable import Resumable
from tools.typist import KEY_S

FOLDER = ROOT / ".vaekit" / "bench" / "desk"
AT_THE_DESK = 300  # texts that are marked at the desk: after each one Enter is timed
COMPARED = 60  # texts that are marked in formgrader, and the first ones at the desk, whose times are compared


def desk() -> dict[str, float]:
    """Marks texts of a cell at the desk and in formgrader: seconds for a text, keys, waits, memory in MiB."""
    run = Resumable(FOLDER)
    if run.has("class"):
        print(f"The measurement in {FOLDER} goes on; remove that folder to begin anew.", flush=True)
    try:
        made = _class(run)
        rubric = next(one for one in made.rubrics if len(one.criteria) == 5)
        with chromium(1300, 1000) as browser:
            browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
            _measure_desk(run, browser, made, rubric)
            _measure_formgrader(run, browser, made, rubric)
    except (KeyboardInterrupt, SystemExit) as error:
        told = f"{len(run.of('desk'))} texts at the desk and {len(run.of('formgrader'))} in formgrader"
        words = f"{error}\nInterrupted: {told} are measured. The same command goes on from there."
        raise SystemExit(words.strip()) from error
    found = figures(run)
    run.finish()
    return found


def _class(run: Resumable) -> MarkedClass:
    """The class whose texts wait for a marker, made where it is not there yet."""
    course, untouched = run.folder / "course", run.folder / "untouched.db"
    if run.has("class"):
        return MarkedClass(course, is_made=True)
    shutil.rmtree(course, ignore_errors=True)
    made = MarkedClass(course)
    shutil.copy2(made.gradebook, untouched)
    run.add("class")
    return made


def _measure_desk(run: Resumable, browser: webdriver.Chrome, made: MarkedClass, rubric: Rubric) -> None:
    if run.has("memory"):
        return
    with desk_server(made.root, made.root.parent) as (url, process):
        mark_at_the_desk(run, browser, url, made, rubric, AT_THE_DESK)
        marked = made.points(rubric)
        made.expect_marked(rubric, marked, len(run.of("desk")))
        run.add("memory", **_memory(process))


def _measure_formgrader(run: Resumable, browser: webdriver.Chrome, made: MarkedClass, rubric: Rubric) -> None:
    if not run.has("formgrader begun"):
        shutil.copy2(run.folder / "untouched.db", made.gradebook)
        run.add("formgrader begun")
    if len(run.of("formgrader")) < COMPARED:
        with desk_server(made.root, made.root.parent) as (url, _):
            mark_in_formgrader(run, browser, url, made, rubric, COMPARED)
    students = {one["student"] for one in run.of("formgrader")}
    points = {student: found for student, found in made.points(rubric).items() if student in students}
    made.expect_marked(rubric, points, len(students))


def _memory(process: subprocess.Popen[bytes]) -> dict[str, float]:
    """MiB of the server, and of the command that waits for it."""
    command = psutil.Process(process.pid)
    server = sum(child.memory_info().rss for child in command.children(recursive=True))
    return {"server": server / 2**20, "command": command.memory_info().rss / 2**20}


def figures(run: Resumable) -> dict[str, float]:
    """What the page tells, from what was measured."""
    at_desk, in_formgrader = run.of("desk"), run.of("formgrader")
    compared = at_desk[:COMPARED]
    waits = [one for one in at_desk if one["next"] is not None]
    (opening,), (memory,) = run.of("opening"), run.of("memory")
    return {
        "keys": statistics.median(one["keys"] for one in at_desk),
        "desk": statistics.mean(one["seconds"] for one in compared),
        "desk texts": len(compared),
        "marked": len(at_desk),
        "first opening": opening["first"],
        "opening": statistics.median(opening["again"]),
        "enters": len(waits),
        "next": float(np.percentile([one["next"] for one in waits], 95)),
        "next median": statistics.median(one["next"] for one in waits),
        "beside": float(np.percentile([one["beside"] for one in waits], 95)),
        "server": memory["server"],
        "command": memory["command"],
        "formgrader": statistics.mean(one["seconds"] for one in in_formgrader),
        "formgrader texts": len(in_formgrader),
        "formgrader keys": statistics.mean(one["keys"] for one in in_formgrader),
        "formgrader page": statistics.median(one["turn"] for one in in_formgrader),
        "load": os.getloadavg()[1],
    }


# --- the section of the page ----------------------------------------------------------------------------------------

PARTS: dict[str, tuple[Callable[[], dict[str, float]], int]] = {"desk": (desk, 1)}


def section(rounds: list[dict[str, float]]) -> str:
    """What docs/performance.md says of the desk."""
    middle = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    rows = [
        ("keys for a text of five criteria, median", f"{middle['keys']:.0f}", "6"),
        ("seconds a text at the desk", f"{middle['desk']:.2f}", ""),
        (
            f"seconds a text in formgrader ({middle['formgrader keys']:.0f} keys)",
            f"{middle['formgrader']:.1f}",
            "",
        ),
        ("formgrader's time over the desk's", f"{middle['formgrader'] / middle['desk']:.1f}", ""),
        ("seconds until formgrader's next page can be written on, median", f"{middle['formgrader page']:.2f}", ""),
        ("ms from Enter until the next text is painted: median", f"{middle['next median']:.0f}", ""),
        ("the same, 95th percentile", f"{middle['next']:.0f}", "100"),
        ("ms from Enter until its measurements stand beside it, 95th percentile", f"{middle['beside']:.0f}", ""),
        ("seconds to open the desk, right after its server's start", f"{middle['first opening']:.2f}", "2"),
        ("seconds to open it again", f"{middle['opening']:.2f}", "2"),
        ("MiB of the server, after all this", f"{middle['server']:.0f}", "300"),
        ("MiB of `vaekit mark`, which waits for it", f"{middle['command']:.0f}", ""),
    ]
    lines = "\n".join(f"| {what} | {value} | {most} |" for what, value, most in rows)
    names = ("marked", "desk texts", "formgrader texts", "enters")
    marked, desk_texts, there, enters = (f"{middle[name]:.0f}" for name in names)
    return f"""## The marking desk

Written by `python -m tools.bench desk`. A class of {STUDENTS} with two texts each, {2 * STUDENTS} in all, on the server
that `vaekit mark` starts. A real Chromium strikes one key each {KEY_S * 1000:.0f} ms and waits for each page; reading is
left out. Of one of the two, {marked} texts are marked at the desk: {enters} times Enter leads to a next text. In
formgrader {there} are marked: the number, and in the comment box each criterion with its points, as the desk writes
them by itself. The seconds a text are means over {desk_texts} texts at the desk and {there} in formgrader, page changes
included. Both gradebooks are compared with the marks that were meant. At the end the machine's load of the last five
minutes was {middle["load"]:.1f} on {os.cpu_count()} cores.

| | | at most |
|---|---|---|
{lines}
"""
