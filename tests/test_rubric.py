"""A rubric's file: what it gives, and how a broken one is refused; its table in the notebook."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from answers import ROOT

from autograder.authoring.assignment import find_assignment
from autograder.authoring.rubric import as_table, misfits, read_rubric, rubrics, table_in, with_table
from autograder.course.gradebook.cells import rubrics as of_course
from autograder.records.errors import KitError
from autograder.records.marking.rubric import Criterion, Level, Rubric

SOUND = """\
title = "Task 3: what you saw"

[[criteria]]
key = "number"
title = "Number"
summary = "from your own run"

[[criteria.levels]]
key = "full"
points = 2
description = "fits | what it supports"
question = "Does a number of the run support a claim?"

[[criteria.levels]]
key = "none"
points = 0
description = "none"
question = "Is there no number?"

[[criteria]]
key = "limit"
title = "Limit"
levels = [
  # from the best down
  { key = "full", points = 1.5, description = "stated", question = "Is a limit stated?" },
  { key = "none", points = 0, description = "none", question = "Is no limit stated?" },
]
"""


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "writeup.rubric.toml"
    path.write_text(SOUND)
    return path


def test_a_file_gives_criteria_levels_points_and_questions(file):
    rubric = read_rubric(file)
    assert (rubric.cell, rubric.title, rubric.points) == ("writeup", "Task 3: what you saw", 3.5)
    assert rubric.criterion("number").level("full").question == "Does a number of the run support a claim?"
    assert rubric.earned({"number": "none", "limit": "full"}) == 1.5


def test_levels_fit_where_each_criterion_has_one_of_its_own(file):
    rubric = read_rubric(file)
    assert rubric.fits({"number": "none", "limit": "full"})
    assert not rubric.fits({"number": "none"})
    assert not rubric.fits({"number": "none", "limit": "other"})
    assert not rubric.fits({"number": "none", "limit": "full", "more": "full"})


BROKEN = {
    "no TOML": ('title = "Task 3: what you saw"', 'title = "Task 3', 1, "Illegal character"),
    "a key twice in a table": ("points = 2", "points = 2\npoints = 3", 11, "Cannot overwrite"),
    "no zero level": (SOUND[SOUND.index('\n[[criteria.levels]]\nkey = "none"') : SOUND.rindex("\n[[criteria]]")], "",
                      3, "a level is missing"),
    "no levels": (SOUND[SOUND.index("levels = [") :], "", 20, "`levels` is missing"),
    "two criteria of a key": ('key = "limit"', 'key = "number"', 20, "two criteria have the key `number`"),
    "two levels of a key": ('key = "none"\npoints', 'key = "full"\npoints', 14, "two levels have the key `full`"),
    "not a number": ("points = 2", "points = nan", 10, "not nan"),
    "without end": ("points = 2", "points = inf", 10, "not inf"),
    "negative": ("points = 2", "points = -2", 10, "not -2"),
    "words for points": ("points = 2", 'points = "2"', 10, "`points` is a number"),
    "true for points": ("points = 2", "points = true", 10, "`points` is a number"),
    "no points": ("points = 2\n", "", 8, "`points` is missing"),
    "no question": ('question = "Is there no number?"\n', "", 14, "`question` is missing"),
    "an empty question": ('"Is there no number?"', '" "', 18, "`question` is a text"),
    "no question at all": ('"Is there no number?"', '"There is none."', 18, "ends with a question mark"),
    "an unknown field": ('summary = "from', 'sumary = "from', 6, "there is no field `sumary`"),
    "levels upwards": ("points = 0\ndescription", "points = 3\ndescription", 8, "from the best down"),
    "an odd key": ('key = "limit"', 'key = "a limit"', 21, "is no key"),
    "no criteria": (SOUND[SOUND.index("[[criteria]]") :], "", 1, "`criteria` is missing"),
    "criteria that are none": (SOUND[SOUND.index("[[criteria]]") :], "criteria = [1]\n", 1, "`criteria` is missing"),
    "a novel": ('"Number"', f'"{"n" * 601}"', 5, "601 characters"),
    "inside of a list": ("points = 1.5", "points = -1.5", 23, "not -1.5"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_line_and_reason(file, name):
    before, after, line, reason = BROKEN[name]
    assert before in SOUND
    file.write_text(SOUND.replace(before, after, 1))
    with pytest.raises(KitError) as refused:
        read_rubric(file)
    words = str(refused.value)
    assert str(file) in words
    assert f"line {line}:" in words
    assert reason in words


def test_a_file_that_is_no_text_or_too_large_is_refused(file):
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(
        KitError, match=r"line \d+: it has letters in another encoding than UTF-8: save it as UTF-8"
    ):
        read_rubric(file)
    file.write_text("#" * 100_001)
    with pytest.raises(KitError, match="larger than"):
        read_rubric(file)


def test_a_name_that_is_not_there_is_told_with_those_that_are(file):
    rubric = read_rubric(file)
    with pytest.raises(KitError, match="no criterion 'trade': it has number, limit"):
        rubric.criterion("trade")
    with pytest.raises(KitError, match="Criterion number has no level 'half': it has full, none"):
        rubric.earned({"number": "half"})


def test_the_version_follows_keys_and_points_and_not_the_words(file):
    version = read_rubric(file).version
    file.write_text(SOUND.replace("Number", "A number").replace("stated", "said"))
    assert read_rubric(file).version == version
    for before, after in (("points = 2", "points = 3"), ('key = "limit"', 'key = "bound"')):
        file.write_text(SOUND.replace(before, after))
        assert read_rubric(file).version != version


def test_the_table_has_a_column_a_level_and_no_question(file):
    assert as_table(read_rubric(file)) == (
        "| what is marked | full | none |\n"
        "|---|---|---|\n"
        r"| **Number**: from your own run | 2: fits \| what it supports | 0: none |" + "\n"
        "| **Limit** | 1.5: stated | 0: none |"
    )


def test_levels_of_other_names_stand_under_the_desks_letters():
    levels = [tuple(Level(key, points, key, "?") for key, points in row) for row in
              ([("all", 2), ("some", 1), ("no", 0)], [("yes", 1), ("no", 0)])]  # fmt: skip
    rubric = Rubric("t", "T", tuple(Criterion(f"c{n}", f"C{n}", row) for n, row in enumerate(levels)))
    assert as_table(rubric).splitlines()[0] == "| what is marked | level A | level B | level C |"
    assert as_table(rubric).splitlines()[3] == "| **C1** | 1: yes | 0: no | |"


def test_a_table_takes_the_place_of_the_one_before_and_nothing_else_changes(file):
    rubric = read_rubric(file)
    text = "## Task\n\nWrite.\n\n| what is marked | full |\n|---|---|\n| old | 1: x |\n\nAfter it.\n\n| another | table |"
    changed = with_table(text, rubric)
    assert table_in(changed) == as_table(rubric)
    assert changed.startswith("## Task\n\nWrite.\n\n")
    assert changed.endswith("\n\nAfter it.\n\n| another | table |")
    assert table_in(with_table("## Task", rubric)) == as_table(rubric)


def test_a_rubric_that_fits_no_cell_is_told(file):
    rubric = read_rubric(file)
    above = {"writeup": as_table(rubric)}
    assert not list(misfits({"writeup": rubric}, {"writeup": 3.5}, above))
    assert "3.5 points and its cell 4" in next(misfits({"writeup": rubric}, {"writeup": 4}, above))
    assert "no text: the notebook's texts are other" in next(misfits({"writeup": rubric}, {"other": 3.5}, above))
    assert "not that of its rubric" in next(misfits({"writeup": rubric}, {"writeup": 3.5}, {"writeup": "words"}))


@pytest.fixture
def source(tmp_path) -> Path:
    shutil.copytree(ROOT / "source" / "beta-vae", tmp_path / "beta-vae")
    return tmp_path / "beta-vae" / "beta-vae.ipynb"


def test_the_notebooks_table_is_made_from_the_file(source):
    assert not of_course.write_tables(source)  # the source as it stands
    file = source.with_name("trade-writeup.rubric.toml")
    file.write_text(file.read_text().replace('"named only"', '"named, no reason"'))
    cells = nbformat.read(source, as_version=4).cells
    with pytest.raises(KitError, match=r"not that of its rubric.*`vaekit build beta-vae`"):
        of_course.expect_fitting(source, cells)
    assert of_course.write_tables(source) == ["trade-writeup"]
    cells = nbformat.read(source, as_version=4).cells
    assert any("1: named, no reason" in cell.source for cell in cells)
    of_course.expect_fitting(source, cells)


def test_a_rubric_with_other_points_than_the_cell_is_not_released(source):
    file = source.with_name("trade-writeup.rubric.toml")
    file.write_text(file.read_text().replace("points = 2", "points = 3", 1))
    of_course.write_tables(source)
    with pytest.raises(KitError, match="the rubric of `trade-writeup` has 7 points and its cell 6"):
        of_course.expect_fitting(source, nbformat.read(source, as_version=4).cells)


def test_a_course_of_an_earlier_version_marks_by_the_kits_rubrics(source):
    beta = find_assignment("beta-vae")
    source.with_name("trade-writeup.rubric.toml").unlink()
    assert of_course.of_course(source.parent, beta) == rubrics(beta)


def test_release_refuses_a_broken_rubric_and_hands_out_none(starts, tmp_path):
    """By nbgrader's own command, in a course of one's own."""
    from answers import run

    course = tmp_path / "course"
    run("vaekit", "init", course, "--assignment", "beta-vae", cwd=tmp_path)
    file = course / "source" / "beta-vae" / "trade-writeup.rubric.toml"
    assert file.is_file()
    assert not list((course / "release").rglob("*.toml"))
    sound = file.read_text()
    file.write_text(sound.replace("points = 2", "points = nan", 1))
    words = run("nbgrader", "generate_assignment", "beta-vae", "--force", cwd=course, status=1)
    assert "line 13: `points` is a number from 0 to 1000, not nan" in " ".join(words.split())
    file.write_text(sound.replace('"both kinds"', '"both, described"'))
    run("vaekit", "build", "beta-vae", "--no-solution", cwd=course)
    assert "2: both, described" in (course / "release" / "beta-vae" / "beta-vae.ipynb").read_text()
    assert not list((course / "release").rglob("*.toml"))


def test_training_texts_that_do_not_fit_their_rubric_are_not_released(source):
    content = 'run = "A run."\n\n[[texts]]\nkey = "first"\ntext = "Words."\nlevels = {}\nreasons = {}\n'
    source.with_name("trade-writeup.training.toml").write_text(content)
    with pytest.raises(
        KitError, match=r"line 6: the text `first` has levels for nothing.* Mend it, or take it away"
    ):
        of_course.expect_fitting(source, nbformat.read(source, as_version=4).cells)
