"""What the benchmarks time does what they say: a figure of something else would be worse than none."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from corpus.entries import EVIDENCE, REFERENCE, ROOT, example_assignment, hand_in
from tools.bench import PAGE, page
from tools.bench_desk import COMPARED, figures, section
from tools.bench_grading import ALONE, STAGES_HEADING, _expect_alike, _rate
from tools.resumable import Resumable
from tools.stages import CHILD_STAGES, REST, STAGES


@pytest.fixture(scope="module")
def right(starts, tmp_path_factory):
    """The reference solution as a submission, without a run."""
    assignment = example_assignment()
    path = hand_in(REFERENCE, assignment, tmp_path_factory.mktemp("right"), EVIDENCE).path
    assert assignment.evidence is not None
    (path.parent / assignment.evidence.name).unlink()
    return path


def run(*command):
    return subprocess.run(
        [sys.executable, "-m", *map(str, command)], cwd=ROOT, capture_output=True, text=True, check=True
    )


def test_the_floor_is_a_grading_that_gives_the_points(right):
    done = run("tools.stock", right)
    assert len(done.stdout.split()) == 1
    assert float(done.stdout) > 0
    assert "lost 10 points" in done.stderr  # the run's, as no evidence is handed in: nothing else


def test_the_stages_of_a_grading_are_told_after_each_submission(right, tmp_path):
    told = tmp_path / "stages.json"
    run("tools.stages", told, "grade", right, "--no-gradebook", "--sandbox", "none")
    (stages,) = json.loads(told.read_text())
    assert set(stages) == {*STAGES, *CHILD_STAGES, REST}
    answering = [seconds for stage, seconds in stages.items() if stage.startswith("answering")]
    assert len(answering) == 6
    assert min(answering) > 0
    assert sum(answering) > stages["reading the notebook"] > 0


def test_a_comparison_of_unlike_gradings_is_refused():
    _expect_alike({"ada": 80.0, "bob": 70.0}, {"ada": 79.0, "bob": 70.0})
    with pytest.raises(SystemExit, match="ada"):
        _expect_alike({"ada": 15.0, "bob": 70.0}, {"ada": 79.0, "bob": 70.0})
    with pytest.raises(SystemExit, match="other students"):
        _expect_alike({"ada": 15.0}, {})


def test_a_rate_counts_what_comes_between_two_moments():
    times = [0.0, 1.0, 2.0, 3.0, 10.0]
    assert _rate(times, 1.0, 3.5) == 60
    with pytest.raises(SystemExit, match="take more submissions"):
        _rate(times, 4.0, 10.0)


def test_the_price_of_landlock_is_a_section_of_its_own():
    before = PAGE.read_text(encoding="utf-8")
    grading = "## Grading" + before.partition("## Grading")[2].partition("\n## ")[0]
    rounds = [{"cold, bwrap": 4.0, "cold, landlock": 4.4, "warm, bwrap": 1.0, "warm, landlock": 1.05}]
    after = page({"landlock": rounds}, before)
    assert grading in after
    assert "| by a command of its own, cold | 1.10 (1.10–1.10) | 4.00, 4.40 |" in after
    assert "| by a worker that is warm | 1.05 (1.05–1.05) | 1.00, 1.05 |" in after


def test_the_stages_of_a_grading_are_a_section_of_their_own():
    before = PAGE.read_text(encoding="utf-8")
    after = page({"breakdown": [{"reading the notebook": 0.02, ALONE: 1.2}]}, before)
    for heading in ("## Grading", "## The marking desk"):
        assert heading + before.partition(heading)[2].partition("\n## ")[0] in after
    assert after.count(f"## {STAGES_HEADING}") == 1
    assert f"| reading the notebook | 0.020 |\n| together | 0.020 |\n| {ALONE} | 1.200 |" in after


def test_a_section_that_was_not_measured_stays_on_the_page():
    before = PAGE.read_text(encoding="utf-8")
    training = "## Training" + before.partition("## Training")[2].partition("## ")[0]
    after = page({"one": [{"import": 4.0, "cold": 3.0, "again": 0.25}]}, before)
    assert training in after
    assert "| one notebook, cold, over `import tensorflow` | 0.75 (0.75–0.75) |" in after
    assert after.count("## Grading") == 1
    assert page({}, before).partition("## ")[2] == before.partition("## ")[2]


def test_a_measurement_goes_on_after_an_interruption_with_all_that_was_written(tmp_path):
    run = Resumable(tmp_path / "run")
    run.add("desk", seconds=1.5)
    run.add("desk", seconds=2.5)
    run.add("formgrader", seconds=24.0)
    with (run.folder / "measured.jsonl").open("a") as file:
        file.write('{"kind": "formgra')  # killed while it wrote
    again = Resumable(run.folder)
    again.add("formgrader", seconds=25.0)
    once_more = Resumable(run.folder)
    assert [one["seconds"] for one in once_more.of("desk")] == [1.5, 2.5]
    assert [one["seconds"] for one in once_more.of("formgrader")] == [24.0, 25.0]
    once_more.finish()
    assert not Resumable(run.folder).has("desk")


def test_the_desk_is_compared_over_as_many_texts_and_enter_over_all_that_were_marked(tmp_path):
    run = Resumable(tmp_path)
    run.add("opening", first=1.0, again=[0.5, 0.25, 0.75])
    for number in range(COMPARED + 1):
        run.add("desk", seconds=1.5 if number < COMPARED else 99.0, keys=6, next=10.0, beside=20.0)
    run.add("desk", seconds=1.5, keys=6, next=None, beside=None)  # after the last text comes none
    run.add("memory", server=150.0, command=60.0)
    for number in range(COMPARED):
        run.add("formgrader", student=f"student-{number}", seconds=24.0, keys=87, turn=2.0)
    found = figures(run)
    assert (found["desk"], found["desk texts"], found["enters"]) == (1.5, COMPARED, COMPARED + 1)
    assert (found["formgrader"], found["formgrader texts"], found["opening"]) == (24.0, COMPARED, 0.5)
    told = section([found])
    assert "| formgrader's time over the desk's | 16.0 |" in told
    assert f"{COMPARED + 1} times Enter leads to a next text" in told
