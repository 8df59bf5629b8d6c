"""The gradebook in PostgreSQL: a real server, started here, in the place of nbgrader's file."""

from __future__ import annotations

import getpass
import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from answers import NAME, WRONG_SPREAD, edited, left, reference_cells, run
from nbgrader.api import Gradebook

from autograder.terminal import Status

pytest.importorskip("psycopg", reason="psycopg is not installed: pip install vaekit[postgres]")

TEXT = "After 5 epochs the digits lie on top of each other."


class Server:
    """A PostgreSQL server with a gradebook in it that asks for a password; started by an ordinary user."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        self._user = _ordinary_user()
        folder.chmod(0o755)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        word = secrets.token_hex(16)
        (folder / "word").write_text(word)
        shutil.chown(folder, self._user)
        shutil.chown(folder / "word", self._user)
        options = ["--auth=scram-sha-256", f"--pwfile={folder / 'word'}", "--username=grader", "--encoding=UTF8"]
        self._do("initdb", *options)
        self.url = f"postgresql+psycopg://grader:{word}@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        listen = f"-c listen_addresses=127.0.0.1 -p {self._port} -k {self._folder}"
        self._do("pg_ctl", "--wait", f"--log={self._folder / 'log'}", f"--options={listen}", "start")

    def stop(self) -> None:
        self._do("pg_ctl", "--wait", "--mode=immediate", "stop")

    def _do(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), f"--pgdata={self._folder / 'data'}", *arguments]
        user = None if self._user == getpass.getuser() else self._user
        with (self._folder.parent / f"{self._folder.name}.log").open("a") as log:
            subprocess.run(
                command,
                user=user,
                group=user,
                extra_groups=[] if user else None,
                cwd="/",
                stdout=log,
                stderr=log,
                check=True,
            )


def _ordinary_user() -> str:
    """Whom the server runs as: it refuses root."""
    if os.geteuid() != 0:
        return getpass.getuser()
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def _programs() -> Path | None:
    found = [Path(path).resolve().parent for path in (shutil.which("initdb"),) if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "pg_ctl").exists()), None)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (apt-get install postgresql)")
    with tempfile.TemporaryDirectory(prefix="gradebook-") as folder:
        server = Server(programs, Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="module")
def graded_course(course: Path, server: Server, tmp_path_factory) -> Path:
    """A course whose gradebook is in the server, after `vaekit grade`."""
    folder = tmp_path_factory.mktemp("postgres") / "course"
    earlier = ("submitted", "autograded", "feedback", ".vaekit", "gradebook.db")  # of other tests
    shutil.copytree(course, folder, ignore=shutil.ignore_patterns(*earlier))
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.CourseDirectory.db_url = {server.url!r}\n")
    run("nbgrader", "generate_assignment", NAME, "--force", cwd=folder)
    spread = {**reference_cells(), "sampling": WRONG_SPREAD, "latent-writeup": TEXT}
    for student, cells in {"ada": spread, "bo": {}}.items():
        edited(_release(folder), _notebook(folder, student), cells)
    run("vaekit", "grade", "submitted", cwd=folder)
    return folder


def _release(course: Path) -> Path:
    return course / "release" / NAME / f"{NAME}.ipynb"


def _notebook(course: Path, student: str) -> Path:
    return course / "submitted" / student / NAME / f"{NAME}.ipynb"


def test_the_gradebook_holds_what_nbgraders_own_file_would(graded_course, server, tmp_path):
    assert not (graded_course / "gradebook.db").exists()
    by_file = tmp_path / "course"
    shutil.copytree(graded_course, by_file, ignore=shutil.ignore_patterns("autograded", "feedback", "recorded"))
    config = by_file / "nbgrader_config.py"
    config.write_text(config.read_text().replace(f"c.CourseDirectory.db_url = {server.url!r}", ""))
    run("nbgrader", "generate_assignment", NAME, "--force", cwd=by_file)
    run("vaekit", "grade", "submitted", cwd=by_file)
    found = left(graded_course, server.url)
    assert found == left(by_file)
    assert set(found) == {"ada", "bo"}
    assert 0 < found["ada"]["points"]["sampling-check"] < 15.0
    run("vaekit", "status", "--json", "status.json", cwd=graded_course)
    rows = json.loads((graded_course / "status.json").read_text())["submissions"]
    assert [row["recorded"] for row in rows] == [True, True]


def test_a_manual_mark_survives_a_new_hand_in(graded_course, server):
    with Gradebook(server.url) as gradebook:
        grade = gradebook.find_grade("latent-writeup", NAME, NAME, "ada")
        grade.manual_score, grade.needs_manual_grade = 7.5, False
        gradebook.db.commit()
    edited(_release(graded_course), _notebook(graded_course, "ada"), {**reference_cells(), "latent-writeup": TEXT})
    run("vaekit", "grade", "submitted", cwd=graded_course)
    with Gradebook(server.url) as gradebook:
        assert gradebook.find_grade("latent-writeup", NAME, NAME, "ada").score == 7.5
        assert gradebook.find_grade("sampling-check", NAME, NAME, "ada").score == 15.0


def test_a_server_that_is_away_is_told_and_the_next_run_completes(graded_course, server):
    edited(_release(graded_course), _notebook(graded_course, "bo"), {"sampling": WRONG_SPREAD})
    server.stop()
    try:
        words = run("vaekit", "grade", "submitted", cwd=graded_course, status=Status.GRADER_FAILED)
    finally:
        server.start()
    assert "The gradebook lacks ada, bo: the gradebook does not answer" in words
    assert "Traceback" not in words
    run("vaekit", "grade", "submitted", cwd=graded_course)
    with Gradebook(server.url) as gradebook:
        assert gradebook.find_grade("sampling-check", NAME, NAME, "bo").score > 0
        assert gradebook.find_grade("latent-writeup", NAME, NAME, "ada").score == 7.5
