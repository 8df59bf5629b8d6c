"""`vaekit image`: the folder that an image is built from, and what is said where it can't be built.

`tests/test_containers.py` builds by a real engine.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from answers import ROOT, run
from wheels import environment_with

from autograder.commands.terminal import Status

WHEEL = "vaekit-0.1.0-py3-none-any.whl"


def contents(wheel: Path) -> dict[str, bytes]:
    """The files of a wheel but for the list of them."""
    with zipfile.ZipFile(wheel) as opened:
        return {name: opened.read(name) for name in opened.namelist() if not name.endswith("/RECORD")}


def test_the_folder_holds_dockerfile_lock_and_wheel_and_is_written_again_beside_what_was_added(tmp_path, wheel):
    for _ in range(2):
        said = run("vaekit", "image", "--no-build", "--output", "made", cwd=tmp_path)
        assert "docker build --tag vaekit made" in said
        (tmp_path / "made" / "wheels").mkdir(exist_ok=True)
    made = tmp_path / "made"
    assert {one.name for one in made.iterdir()} == {"Dockerfile", "requirements.lock", WHEEL, "wheels"}
    assert (made / "requirements.lock").read_bytes() == (ROOT / "requirements.lock").read_bytes()
    assert contents(made / WHEEL) == contents(wheel)


def test_a_kit_that_was_installed_from_its_wheel_packs_the_same_wheel_and_lock_file(tmp_path, wheel):
    python = environment_with(wheel, tmp_path / "environment")
    code = "from pathlib import Path; from autograder.platforms.container_image.context import write_context\n"
    code += "write_context(Path('made'))"
    subprocess.run([python, "-c", code], cwd=tmp_path, check=True)
    made = tmp_path / "made"
    assert contents(made / WHEEL) == contents(wheel)
    assert (made / "requirements.lock").read_bytes() == (ROOT / "requirements.lock").read_bytes()
    subprocess.run([sys.executable, "-m", "zipfile", "--test", made / WHEEL], check=True)


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").touch()
    said = run("vaekit", "image", "--no-build", "--output", ".", cwd=tmp_path, status=Status.UNUSABLE)
    assert "holds something else: remove it, or name another folder with --output." in said
    assert [one.name for one in tmp_path.iterdir()] == ["notes.txt"]


def test_without_an_engine_it_says_where_to_go_on(tmp_path):
    said = run("vaekit", "image", cwd=tmp_path, PATH="/nowhere")
    assert "Neither Docker nor Podman is installed here." in said
    assert (tmp_path / "vaekit-image" / "Dockerfile").exists()
    said = run("vaekit", "image", "--engine", "podman", cwd=tmp_path, status=Status.UNUSABLE, PATH="/nowhere")
    assert "podman is not installed: install it, or write only the folder with --no-build." in said


def test_an_engine_that_does_not_answer_is_named(tmp_path):
    program = tmp_path / "bin" / "docker"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'Cannot connect to the Docker daemon.' >&2\nexit 1\n")
    program.chmod(0o755)
    said = run("vaekit", "image", cwd=tmp_path, status=Status.UNUSABLE, PATH=f"{program.parent}:/usr/bin:/bin")
    assert "docker does not answer (Cannot connect to the Docker daemon.): start it" in said
