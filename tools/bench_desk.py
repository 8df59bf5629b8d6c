"""How fast texts are marked at the desk, beside nbgrader's formgrader, and how fast the desk is: a part of `tools.bench`.

Both are driven in a real Chromium, one key each quarter of a second; a page that is not there yet is waited for. The time
to read a text is a person's own, at the desk and in formgrader alike, and is in neither.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import numpy as np
import psutil
from nbgrader.api import Gradebook
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from autograder.marking.marks.comments import composed
from autograder.records.marking.rubric import Rubric
from tools.bench_grading import environment
from tools.chromium import chromium
from tools.desk_course import STUDENTS, MarkedClass

KEY_S = 0.25
AT_THE_DESK = 60
IN_FORMGRADER = 6  # a text takes half a minute there
OPENINGS = 7
PATIENCE_S = 60
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/vaekit/marking/\?token=\w+")
_WATCH = """
window.looks = {opened: null, entered: null, next: [], beside: []};
const painted = seen => requestAnimationFrame(() => setTimeout(seen));
document.addEventListener('keydown', event => { if (event.key === 'Enter') looks.entered = event.timeStamp; }, true);
document.addEventListener('DOMContentLoaded', () => {
  const heading = document.querySelector('#heading'), beside = document.querySelector('#beside');
  if (!heading) return;
  let from = null;
  new MutationObserver(() => {
    from = looks.entered; looks.entered = null;
    const since = from;
    painted(() => {
      looks.opened ??= performance.now();
      if (since !== null) looks.next.push(performance.now() - since);
    });
  }).observe(heading, {childList: true});
  new MutationObserver(() => {
    const since = from;
    if (beside.firstChild && since !== null) painted(() => looks.beside.push(performance.now() - since));
  }).observe(beside, {childList: true});
});
"""
_T = TypeVar("_T")


class Typist:
    """Somebody who strikes one key each quarter of a second, and waits for what a page shows."""

    def __init__(self, browser: webdriver.Chrome) -> None:
        self.browser = browser
        self.keys = 0
        self._due = 0.0

    def strike(self, *keys: str) -> None:
        """Strike one key, or keys that are held together, a quarter of a second after what was there to see before."""
        time.sleep(max(0.0, self._due - time.perf_counter()))
        self._due = time.perf_counter() + KEY_S
        self.keys += 1
        held, last = keys[:-1], keys[-1]
        actions = ActionChains(self.browser)
        for key in held:
            actions.key_down(key)
        actions.send_keys(last)
        for key in held:
            actions.key_up(key)
        actions.perform()

    def until(self, seen: Callable[[], _T]) -> _T:
        """What a page shows at last; the next key comes a quarter of a second later."""
        try:
            found: _T = WebDriverWait(self.browser, PATIENCE_S, poll_frequency=0.02).until(lambda _: seen())
        except TimeoutException as error:
            shown = self.words("body")[:3000]
            raise SystemExit(f"{self.browser.current_url} does not come further:\n{shown}") from error
        self._due = time.perf_counter() + KEY_S
        return found

    def words(self, selector: str) -> str:
        script = "return document.querySelector(arguments[0])?.innerText ?? ''"
        return str(self.browser.execute_script(script, selector))


def desk() -> dict[str, float]:
    """Marks texts at the desk and in formgrader; seconds for a text, keys, waits, memory in MiB."""
    with tempfile.TemporaryDirectory(prefix="vaekit-bench-") as scratch:
        made = MarkedClass(Path(scratch) / "course")
        rubric = next(one for one in made.rubrics if len(one.criteria) == 5)
        untouched = Path(scratch) / "gradebook.db"
        shutil.copy2(made.gradebook, untouched)
        with chromium(1300, 1000) as browser:
            browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WATCH})
            with _server(made) as (url, process):
                found = _at_the_desk(browser, url, made, rubric) | _memory(process)
            marked = _points(made, rubric)
            shutil.copy2(untouched, made.gradebook)
            with _server(made) as (url, _):
                found |= _in_formgrader(browser, url, made, rubric)
            _expect_marked(made, rubric, marked, AT_THE_DESK)
            _expect_marked(made, rubric, _points(made, rubric), IN_FORMGRADER)
    return found | {"load": os.getloadavg()[1]}


@contextmanager
def _server(made: MarkedClass) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of `vaekit mark`, with its secret, and the process."""
    log = made.root.parent / "log"
    command = [sys.executable, "-m", "autograder", "mark", "--no-browser"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=made.root, env=environment() | {"HOME": str(made.root.parent)}, stdin=subprocess.DEVNULL,
            stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip
    try:
        end = time.monotonic() + PATIENCE_S
        while (found := _ADDRESS.search(log.read_text())) is None:
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"`vaekit mark` does not start:\n{log.read_text()}")
            time.sleep(0.1)
        yield found[0], process
    finally:
        os.killpg(process.pid, 15)
        process.wait()


# --- at the desk ----------------------------------------------------------------------------------------------------


def _at_the_desk(browser: webdriver.Chrome, url: str, made: MarkedClass, rubric: Rubric) -> dict[str, float]:
    base, _, secret = url.partition("?")
    page, typist = f"{base}{made.name}/{rubric.cell}", Typist(browser)
    first = _opening(typist, f"{page}?{secret}")
    again = [_opening(typist, page) for _ in range(OPENINGS)]
    keys = []
    began = time.perf_counter()
    for _ in range(AT_THE_DESK):
        struck = typist.keys
        _mark_at_the_desk(typist, made, rubric)
        keys.append(typist.keys - struck)
    typist.until(lambda: f"{AT_THE_DESK} marked" in typist.words("#progress"))
    spent = time.perf_counter() - began
    looks = browser.execute_script("return looks")
    if len(looks["next"]) != AT_THE_DESK:
        raise SystemExit(f"{len(looks['next'])} texts came after Enter, not {AT_THE_DESK}.")
    return {
        "keys": statistics.median(keys),
        "desk": spent / AT_THE_DESK,
        "first opening": first,
        "opening": statistics.median(again),
        "next": float(np.percentile(looks["next"], 95)),
        "next median": statistics.median(looks["next"]),
        "beside": float(np.percentile(looks["beside"], 95)),
    }


def _opening(typist: Typist, address: str) -> float:
    """Seconds from the call of the page until its first text is painted."""
    typist.browser.get("about:blank")
    typist.browser.get(address)
    shown = "return window.looks?.opened && document.querySelector('#text').innerText && looks.opened"
    return float(typist.until(lambda: typist.browser.execute_script(shown))) / 1000


def _mark_at_the_desk(typist: Typist, made: MarkedClass, rubric: Rubric) -> None:
    """Give the text that is shown the levels that were agreed on."""
    before = typist.words("#heading")
    levels = made.by_words(typist.words("#text"), rubric.cell).levels
    for criterion in rubric.criteria:
        place = [level.key for level in criterion.levels].index(levels[criterion.key])
        typist.strike("abcde"[place])
    typist.strike(Keys.ENTER)
    typist.until(lambda: typist.words("#heading") != before)


def _memory(process: subprocess.Popen[bytes]) -> dict[str, float]:
    """MiB of the server, and of the command that waits for it."""
    command = psutil.Process(process.pid)
    server = sum(child.memory_info().rss for child in command.children(recursive=True))
    return {"server": server / 2**20, "command": command.memory_info().rss / 2**20}


# --- in formgrader --------------------------------------------------------------------------------------------------


def _in_formgrader(browser: webdriver.Chrome, url: str, made: MarkedClass, rubric: Rubric) -> dict[str, float]:
    """Type the number and the criteria, and go on by formgrader's own keys; from the first page to the last."""
    base, _, secret = url.partition("vaekit/marking/?")
    typist, owners = Typist(browser), _owners(made)
    browser.get(f"{base}?{secret}")
    first = min(owners)  # formgrader's own order
    browser.get(
        f"{base}formgrader/submissions/{first}/?index={_index(typist, f'{base}formgrader/submissions/{first}/', rubric)}"
    )
    turns: list[float] = []
    began = time.perf_counter()
    typist.until(lambda: browser.execute_script(_READY, rubric.cell))
    for _ in range(IN_FORMGRADER):
        submission = browser.current_url.partition("/submissions/")[2].partition("/")[0]
        levels = made.example(owners[submission], rubric.cell).levels
        for key in f"{rubric.earned(levels):g}":
            typist.strike(key)
        typist.until(lambda: _to_comment(typist, rubric))
        for key in composed(rubric, levels, {}, ""):
            typist.strike(Keys.ENTER if key == "\n" else key)
        here = browser.current_url.partition("?")[0]
        typist.strike(Keys.CONTROL, ".")
        asked = time.perf_counter()
        typist.until(lambda here=here: browser.current_url.partition("?")[0] != here)  # type: ignore[misc]
        typist.until(lambda: browser.execute_script(_READY, rubric.cell))
        turns.append(time.perf_counter() - asked)
    spent = time.perf_counter() - began
    return {
        "formgrader": spent / IN_FORMGRADER,
        "formgrader keys": typist.keys / IN_FORMGRADER,
        "formgrader page": statistics.median(turns),
    }


_READY = """
const box = document.activeElement;
return document.readyState === 'complete' && box && box.id === arguments[0] && box.classList.contains('score')
  && window.formgrader?.grades?.loaded && formgrader.comments.loaded;
"""


def _index(typist: Typist, address: str, rubric: Rubric) -> int:
    """The place of a text's number box among all the boxes of a notebook."""
    typist.browser.get(address)
    place = "return [...document.querySelectorAll('.tabbable')].findIndex(one => one.id === arguments[0])"
    return int(typist.until(lambda: 1 + int(typist.browser.execute_script(place, rubric.cell)))) - 1


def _to_comment(typist: Typist, rubric: Rubric) -> bool:
    """Tab to the text's comment box; whether it is there."""
    typist.strike(Keys.TAB)
    return bool(
        typist.browser.execute_script(
            "return document.activeElement.id === arguments[0]", f"{rubric.cell}-comment"
        )
    )


def _owners(made: MarkedClass) -> dict[str, str]:
    """Students by the numbers that formgrader gives their notebooks."""
    with Gradebook(f"sqlite:///{made.gradebook}") as gradebook:
        return {one.id: one.student.id for one in gradebook.notebook_submissions(made.name, made.name)}


# --- what was marked ------------------------------------------------------------------------------------------------


def _points(made: MarkedClass, rubric: Rubric) -> dict[str, tuple[float, str]]:
    """The number and the comment that nbgrader's gradebook has of each text that was marked, by student."""
    found = {}
    with Gradebook(f"sqlite:///{made.gradebook}") as gradebook:
        for notebook in gradebook.notebook_submissions(made.name, made.name):
            grade = next(one for one in notebook.grades if one.name == rubric.cell)
            comment = next(one for one in notebook.comments if one.name == rubric.cell)
            if grade.manual_score is not None:
                found[notebook.student.id] = (grade.manual_score, comment.comment)
    return found


def _expect_marked(made: MarkedClass, rubric: Rubric, points: dict[str, tuple[float, str]], count: int) -> None:
    """Stop where a text has other marks than were agreed on: what was timed would not be the same work."""
    for student, found in points.items():
        levels = made.example(student, rubric.cell).levels
        wanted = rubric.earned(levels), composed(rubric, levels, {}, "")
        if found != wanted:
            raise SystemExit(f"The gradebook has {found} of {student}, and not {wanted}.")
    if len(points) != count:
        raise SystemExit(f"{len(points)} texts were marked, not {count}.")


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
    return f"""## The marking desk

A class of {STUDENTS} with two texts each, on the server that `vaekit mark` starts. A real Chromium strikes one key each
{KEY_S * 1000:.0f} ms and waits for each page; reading is left out. {AT_THE_DESK} texts are marked at the desk, and
{IN_FORMGRADER} in formgrader: the number, and in the comment box each criterion with its points, as the desk writes them
by itself. Both gradebooks are compared with the marks that were meant. At the end the machine's load of the last five
minutes was {middle["load"]:.1f} on {os.cpu_count()} cores.

| | | at most |
|---|---|---|
{lines}
"""
