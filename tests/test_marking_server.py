"""The desk's server: what a course's configuration and files can do to it, and where it listens."""

from __future__ import annotations

import asyncio
import os
import threading
from pathlib import Path

import pytest

from autograder.authoring.assignment import assignments
from autograder.commands.marking.mark import options_of_server
from autograder.course.configuration.course_of_server import course_of_server
from autograder.course.configuration.course_root import read_configuration
from autograder.marking.desk.desk import Desk
from autograder.marking.web.service import Service, account
from autograder.records.errors import KitError
from autograder.records.marking.marks import Locked

WRONG = "c = get_config()\nc.CourseDirectory.db_url = 5\n"


def configured(folder: Path, content: str = "c = get_config()\n") -> Path:
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text(content)
    return folder


def test_a_setting_of_the_wrong_kind_is_told_and_ends_no_server(tmp_path, monkeypatch):
    """nbgrader itself ends its process for it."""
    wrong = configured(tmp_path / "wrong", WRONG)
    with pytest.raises(KitError, match=r"fails .*'db_url' trait"):
        read_configuration(wrong)
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(wrong)
    with pytest.raises(KitError, match=r"fails .*'db_url' trait"):
        course_of_server(tmp_path / "home")


def test_a_configuration_that_raises_is_told_and_no_other_course_is_served(tmp_path, monkeypatch):
    broken = configured(tmp_path / "broken", "c = get_config()\nno_such_name\n")
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(broken)
    sentence = rf"^The configuration in {broken} fails \(NameError: .*\): mend nbgrader_config.py there\.$"
    with pytest.raises(KitError, match=sentence):
        course_of_server(tmp_path / "home")
    with pytest.raises(KitError, match=sentence):
        read_configuration(broken)


def test_a_file_that_cannot_be_read_is_told_on_every_page(tmp_path):
    def work(desk: Desk) -> None:
        raise PermissionError(13, "Permission denied", str(desk.root / "x"))

    service = Service(configured(tmp_path / "course"))
    with pytest.raises(Locked, match=r"Permission denied: .*x"):
        asyncio.run(service.ask(work))


def test_marks_are_written_while_hand_ins_are_read(tmp_path):
    service, written = Service(configured(tmp_path / "course")), threading.Event()

    async def both() -> bool:
        reading = asyncio.create_task(service.read(lambda: written.wait(60)))
        await service.ask(lambda desk: written.set())
        return await reading

    assert asyncio.run(both())


def test_what_fails_before_anybody_asks_is_told_to_who_asks(tmp_path):
    service = Service(configured(tmp_path / "course", WRONG))
    service.prepare()
    with pytest.raises(KitError, match=r"fails .*'db_url' trait"):
        asyncio.run(service.ask(lambda desk: desk.texts("mia")))


def test_an_account_without_a_name_is_its_number(monkeypatch):
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 987654)
    assert account() == "987654"


def test_the_desk_listens_on_this_machine_alone(tmp_path):
    assert "--ServerApp.ip=localhost" in options_of_server(tmp_path, 8890, browser=False)


def test_the_start_page_looks_where_the_course_keeps_its_sources(tmp_path):
    course = configured(tmp_path / "course", 'c = get_config()\nc.CourseDirectory.source_directory = "sources"\n')
    name = next(iter(assignments()))
    (course / "sources" / name).mkdir(parents=True)
    assert {one["assignment"] for one in Desk(course).texts("mia")} == {name}


def test_two_courses_have_keys_of_their_own_in_a_browser(tmp_path):
    a, b = (configured(tmp_path / name) for name in "ab")
    assert Desk(a).key == Desk(a).key != Desk(b).key
