"""What the sandbox shows of the machine's files: what Python needs, by name, and nothing that lies beside it."""

from __future__ import annotations

import contextlib
import sys
import sysconfig
import uuid
from pathlib import Path

import pytest
from matplotlib import ft2font
from toy import TOY, toy_cells, write

from autograder.course.doctor.course import nbgrader
from autograder.grading.settings import Settings
from autograder.grading.submission import grade
from autograder.handin.submission import Submission
from autograder.records.errors import SandboxError
from autograder.records.settings import Kind
from autograder.sandbox import mounts, shared_libraries

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def planted():
    """A file with a name of its own in many folders of the machine, as far as this user may write there."""
    name, paths = f"vaekit-planted-{uuid.uuid4().hex}", []
    folders = ["/usr", "/usr/bin", "/usr/lib", "/usr/share", "/usr/local", "/usr/local/share", "/usr/local/lib"]
    folders += ["/opt", "/etc", "/lib", "/lib64", "/srv", "/var/lib", sysconfig.get_config_var("LIBDIR")]
    folders += [str(Path(name).parent) for _, name in mounts.readable() if ".so" in name]  # beside the libraries
    folders += [sys.prefix, f"{sys.prefix}/share", f"{sys.prefix}/lib", sys.base_prefix]
    for folder in dict.fromkeys(folders):
        path = Path(folder, name)
        with contextlib.suppress(OSError):
            path.write_text("secret")
            paths.append(str(path))
    yield paths
    for path in paths:
        Path(path).unlink(missing_ok=True)  # some folders are one


@pytest.mark.alone
def test_a_file_beside_what_python_needs_is_not_there(answer, planted):
    if not planted:
        pytest.skip("this user may write to none of these folders")
    seen = answer(f"import os\nreturn np.array([os.path.exists(path) for path in {planted!r}])").astype(bool)
    assert [path for path, is_seen in zip(planted, seen, strict=True) if is_seen] == []


STILL_WORKS = """
import ctypes.util, decimal, hashlib, locale, lzma, sqlite3, ssl, subprocess, sys, time, zoneinfo
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt
plt.title('f\\u00fcr $\\\\alpha$')
plt.savefig('/scratch/figure.png')
ssl.create_default_context()
sqlite3.connect(':memory:').execute('create table a (b)')
found = [
    locale.setlocale(locale.LC_ALL, '') == 'C.UTF-8',
    zoneinfo.ZoneInfo('Europe/Berlin').key == 'Europe/Berlin' and time.localtime().tm_year > 2000,
    ctypes.util.find_library('c') is not None,
    subprocess.run([sys.executable, '-c', 'import numpy'], check=False).returncode == 0,
    subprocess.run('echo 1 | cat', shell=True, capture_output=True).stdout == b'1\\n',
]
return np.array(found)
"""


def test_what_python_and_its_libraries_need_is_there(answer):
    assert answer(STILL_WORKS).tolist() == [1] * 5


def test_every_binary_file_of_the_environment_finds_its_libraries():
    named = {Path(name).name for _, name in mounts.readable()}
    for module in ("_ssl", "_sqlite3", "_ctypes", "_lzma"):
        binary = shared_libraries._read(Path(__import__(module).__file__))
        assert binary is not None
        assert binary.needed
        assert set(binary.needed) <= named


def test_the_libraries_are_found_once_and_again_when_a_package_comes(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    packages = tmp_path / "site-packages"
    packages.mkdir()
    programs = [Path(sys.executable)]
    found = shared_libraries.libraries(programs, [packages])
    assert any("libc.so" in name for name in found)
    with monkeypatch.context() as patch:
        patch.setattr(shared_libraries, "_needed_by", lambda *_: pytest.fail("the binary files were read again"))
        assert shared_libraries.libraries(programs, [packages]) == found
    (packages / "new.so").symlink_to(ft2font.__file__)
    assert "libstdc++" not in str(found)
    assert "libstdc++" in str(shared_libraries.libraries(programs, [packages]))


def test_what_was_kept_and_is_no_list_of_files_is_found_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    found = shared_libraries.libraries([Path(sys.executable)], [])
    (kept,) = (tmp_path / "vaekit").iterdir()
    for text in ("{", "[1]", '["/no/such/library.so"]', '{"a": 1}'):
        kept.write_text(text)
        assert shared_libraries.libraries([Path(sys.executable)], []) == found


@pytest.mark.parametrize("content", [b"", b"\x7fELF\x02\x01", b"\x7fELF\x02\x01" + b"\xff" * 200, b"#!/bin/sh\n"])
def test_a_broken_binary_file_needs_nothing(tmp_path, content):
    (tmp_path / "broken.so").write_bytes(content)
    assert shared_libraries._read(tmp_path / "broken.so") is None


def test_a_conda_environment_brings_all_its_libraries(tmp_path, monkeypatch):
    for name in ("conda-meta", "lib", "bin", "share/zoneinfo"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))
    wanted = set(mounts._needed_paths())
    assert {f"{tmp_path}/{name}" for name in ("lib", "bin", "share/zoneinfo")} <= wanted
    assert str(tmp_path) not in wanted


def test_an_interpreter_in_a_folder_of_the_users_shows_nothing_else_of_it(tmp_path, monkeypatch):
    (tmp_path / "python").symlink_to(sys.executable)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert str(tmp_path) not in set(mounts._interpreters())
    assert str(tmp_path / "python") in set(mounts._interpreters())


# --- a course in the environment


@pytest.fixture
def in_environment(tmp_path, monkeypatch) -> Path:
    """A course root that is the environment's own folder, as `python -m venv .` makes it."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    (tmp_path / "linked").symlink_to(tmp_path)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    return tmp_path


def test_a_course_in_the_environment_is_refused_by_grade(in_environment):
    path = write(in_environment / "submitted" / "ada" / "toy" / "toy.ipynb", toy_cells())
    result = grade(Submission(TOY, "ada", path.parent, path), Settings(Kind.BWRAP))
    assert result.score is None
    assert "which student code can read: move the course elsewhere" in result.reason
    with pytest.raises(SandboxError, match="lies in the Python environment"):
        mounts.expect_unexposed(in_environment / "linked" / "submitted")


@pytest.mark.usefixtures("starts")
def test_the_command_refuses_it_before_anything_is_graded(in_environment):
    from typer.testing import CliRunner

    from autograder.commands.app import app

    path = write(in_environment / "ada" / "vae-digits.ipynb", toy_cells())
    done = CliRunner().invoke(app, ["grade", str(path), "--assignment", "vae-digits"])
    assert done.exit_code == 2
    assert "lies in the Python environment" in " ".join(done.output.split())


def test_doctor_names_it(in_environment):
    findings = {finding.name: finding for finding in nbgrader(in_environment)}
    assert findings["course folder"].level.value == "problem"
    assert "student code could read" in findings["course folder"].found
    assert "move the course elsewhere" in findings["course folder"].remedy


def test_a_course_that_holds_the_environment_is_none_of_it():
    assert mounts.exposed_by(Path(sys.prefix).parent) is None
    assert mounts.exposed_by(Path("/usr/local/share")) is None
    for _, name in mounts.readable():
        assert not Path(ROOT / "source").is_relative_to(name)
