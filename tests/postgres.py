"""A PostgreSQL server for a gradebook, as the tests start one."""

from __future__ import annotations

import getpass
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from ports import free_port


class Server:
    """A PostgreSQL server with a gradebook in it that asks for a password; started by an ordinary user."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        self._user = _ordinary_user()
        folder.chmod(0o755)
        self._port = free_port()
        word = secrets.token_hex(16)
        (folder / "word").write_text(word)
        shutil.chown(folder, self._user)
        shutil.chown(folder / "word", self._user)
        options = ["--auth=scram-sha-256", f"--pwfile={folder / 'word'}", "--username=grader", "--encoding=UTF8"]
        self._do("initdb", *options)
        self.url = f"postgresql+psycopg://grader:{word}@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        listen = f"-c listen_addresses=127.0.0.1 -p {self._port} -k {self._folder}"
        self._do(
            "pg_ctl", "--wait", "--timeout=400", f"--log={self._folder / 'log'}", f"--options={listen}", "start"
        )

    def stop(self) -> None:
        self._do("pg_ctl", "--wait", "--timeout=400", "--mode=immediate", "stop")

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


@contextmanager
def running_server() -> Iterator[Server]:
    """A server until the end; the tests that need one are passed over where none is installed."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install vaekit[postgres]")
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (apt-get install postgresql)")
    with tempfile.TemporaryDirectory(prefix="gradebook-") as folder:
        server = Server(programs, Path(folder))
        server.start()
        yield server
        server.stop()
