"""Marks texts at the desk in a real browser, and takes the times: a part of `tools.bench_desk`."""

from __future__ import annotations

import time

from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from autograder.records.marking.rubric import Rubric
from tools.desk_course import MarkedClass
from tools.resumable import Resumable
from tools.typist import Typist, tell_progress

OPENINGS = 7
WATCH = """
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


def mark_at_the_desk(
    run: Resumable, browser: webdriver.Chrome, url: str, made: MarkedClass, rubric: Rubric, count: int
) -> None:
    """Mark texts of the cell that nobody has marked yet, until `count` are; the page is opened several times before."""
    base, _, secret = url.partition("?")
    page, typist = f"{base}{made.name}/{rubric.cell}", Typist(browser)
    first = _opening(typist, f"{page}?{secret}")
    if not run.has("opening"):
        run.add("opening", first=first, again=[_opening(typist, page) for _ in range(OPENINGS)])
    while len(run.of("desk")) < count and not _at_the_end(typist):
        _mark_at_the_desk(run, typist, made, rubric)
        tell_progress("at the desk", run.of("desk"), count)
    typist.wait(
        lambda: typist.browser.execute_script("return pending.all().length === 0")
    )  # the last mark is saved


def _at_the_end(typist: Typist) -> bool:
    return bool(typist.browser.execute_script("return !document.querySelector('#end').hidden"))


def _opening(typist: Typist, address: str) -> float:
    """Seconds from the call of the page until its first text is painted."""
    typist.browser.get("about:blank")
    typist.browser.get(address)
    shown = """
        if (!window.looks) return null;
        const end = document.querySelector('#end'), text = document.querySelector('#text');
        return end && !end.hidden ? performance.now() : looks.opened && text.innerText && looks.opened;
    """
    return float(typist.until(lambda: typist.browser.execute_script(shown))) / 1000


def _mark_at_the_desk(run: Resumable, typist: Typist, made: MarkedClass, rubric: Rubric) -> None:
    """Give the text that is shown the levels that were agreed on, and keep how long it took to the next one."""
    began, keys = time.perf_counter(), typist.keys
    before = typist.words("#heading")
    levels = made.by_words(typist.words("#text"), rubric.cell).levels
    for criterion in rubric.criteria:
        place = [level.key for level in criterion.levels].index(levels[criterion.key])
        typist.strike("abcde"[place])
    typist.strike(Keys.ENTER)
    typist.until(lambda: typist.words("#heading") != before or _at_the_end(typist))
    seconds = time.perf_counter() - began
    next_ms, beside_ms = (None, None) if _at_the_end(typist) else _waits(typist)
    run.add("desk", seconds=seconds, keys=typist.keys - keys, next=next_ms, beside=beside_ms)


def _waits(typist: Typist) -> tuple[float, float]:
    """Milliseconds from Enter until the next text is painted, and what stands beside it."""
    painted = """
        if (looks.next.length !== 1 || looks.beside.length !== 1) return null;
        return [looks.next.pop(), looks.beside.pop()];
    """
    next_ms, beside_ms = typist.wait(lambda: typist.browser.execute_script(painted))
    return float(next_ms), float(beside_ms)
