"""Names in archives: they are cleaned before they are judged."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from autograder.handin.evidence_arrays import read_file
from autograder.platforms.transfer.archive.unpack import unpack
from autograder.records.errors import Unreadable

ESCAPE, CONTROL = "\x1b[31m", "\x07"
LEADING_OUT = [f".{ESCAPE}.", f"{CONTROL}..", ".. ", f" .{ESCAPE}{ESCAPE}. "]


@pytest.mark.parametrize("kind", ["zip", "tar"])
@pytest.mark.parametrize("name", LEADING_OUT)
def test_a_name_that_leads_out_once_it_is_cleaned_is_refused(tmp_path, kind, name):
    source = tmp_path / f"hand-ins.{kind}"
    paths = [f"{name}/a.ipynb", f"ada/{name}/b.ipynb", "ada/c.ipynb"]
    if kind == "zip":
        with zipfile.ZipFile(source, "w") as archive:
            for path in paths:
                archive.writestr(path, b"{}")
    else:
        with tarfile.open(source, "w") as archive:
            for path in paths:
                entry = tarfile.TarInfo(path)
                entry.size = 2
                archive.addfile(entry, io.BytesIO(b"{}"))
    found, left = unpack(source, tmp_path / "desk", lambda _: True)
    assert [one.name for one in found] == ["ada/c.ipynb"]
    assert ["leads out of its folder" in one.why for one in left] == [True, True]


def test_a_drive_behind_an_escape_is_absolute(tmp_path):
    source = tmp_path / "hand-ins.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr(f"{ESCAPE}C:/a.ipynb", b"{}")
    _, (left,) = unpack(source, tmp_path / "desk", lambda _: True)
    assert "absolute" in left.why


def test_a_folder_is_read_without_its_links(tmp_path):
    folder, secret = tmp_path / "handed out", tmp_path / "secret"
    (folder / "ada").mkdir(parents=True)
    secret.write_text("secret")
    (folder / "ada" / "a.ipynb").write_text("{}")
    (folder / "ada" / "b.ipynb").symlink_to(secret)
    found, (left,) = unpack(folder, tmp_path / "desk", lambda _: True)
    assert [(one.name, Path(one.content).read_text()) for one in found] == [("ada/a.ipynb", "{}")]
    assert left.why == "is a link"


def test_a_directory_of_millions_is_not_read(tmp_path):
    """Python makes an object of each entry before anybody can count them."""
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 3, 20, *[0] * 8, 1, *[0] * 6) + b"a"
    bomb, count = tmp_path / "bomb", 100_000
    zip64 = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(entry) * count, 0)
    there = struct.pack("<4sLQL", b"PK\6\7", 0, len(entry) * count, 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    bomb.write_bytes(entry * count + zip64 + there + end)
    with zipfile.ZipFile(bomb) as known:  # it is one that Python would read
        assert len(known.infolist()) == count
    source = tmp_path / "hand-ins.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.write(bomb, "ada/all.zip")
        archive.writestr("ben/b.ipynb", b"{}")
    found, (left,) = unpack(source, tmp_path / "desk", lambda _: True)
    assert [one.name for one in found] == ["ben/b.ipynb"]
    assert "directory is longer" in left.why
    with pytest.raises(Unreadable, match="directory is longer"):
        read_file(bomb, 12)


def test_a_tar_that_stops_pythons_reader_costs_itself_alone(tmp_path):
    """A sparse file whose map goes on behind the end."""
    entry = tarfile.TarInfo("a.ipynb")
    entry.type = tarfile.GNUTYPE_SPARSE
    header = bytearray(entry.tobuf(tarfile.GNU_FORMAT))
    header[482] = 1  # the map goes on
    header[148:156] = b"%06o\0 " % (256 + sum(header[:148]) + sum(header[156:512]))
    source = tmp_path / "hand-ins.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("ada/all.tar", bytes(header))
        archive.writestr("ben/b.ipynb", b"{}")
    found, (left,) = unpack(source, tmp_path / "desk", lambda _: True)
    assert [one.name for one in found] == ["ben/b.ipynb"]
    assert "can't be read" in left.why
