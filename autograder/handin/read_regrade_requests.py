"""Requests for another look, as a student hands them in: `requests.txt` beside the notebook.

    about: Task 1B, the KL of several latents
    I sum over the latents before the mean; the message speaks of a mean over them.

A line `about:` begins a request; the lines below say why.
"""

from __future__ import annotations

from pathlib import Path

from autograder.handin.files.plain import NotPlain, open_plain
from autograder.records.errors import KitError
from autograder.records.marking.regrade_requests import RegradeRequest
from autograder.records.text import printable

FILE = "requests.txt"
_MOST_BYTES, _MOST, _LONGEST = 20_000, 20, 2_000  # of a file; requests; characters of one


def read_requests(folder: Path, trusted: Path) -> tuple[RegradeRequest, ...]:
    """The requests in a student's folder, none where there is no file. No link below `trusted` is followed.

    Raises KitError, with the file and the reason, for a file that is none, is too large or has no `about:` line.
    """
    path = folder / FILE
    try:
        with open_plain(path, trusted) as file:
            content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return ()
    except (OSError, NotPlain) as error:
        raise KitError(f"{path} can't be read ({error}).") from error
    if len(content) > _MOST_BYTES:
        raise KitError(f"{path} is larger than {_MOST_BYTES // 1000} kB: it is not read.")
    found = _requests(content.decode("utf-8-sig", errors="replace"))
    if not found and content.strip():
        raise KitError(f"{path} has no line that begins with `about:`: ask the student what it is about.")
    if len(found) > _MOST:
        raise KitError(f"{path} holds {len(found)} requests, at most {_MOST} are read: ask the student for fewer.")
    return found


def _requests(text: str) -> tuple[RegradeRequest, ...]:
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.strip().lower().startswith("about:"):
            found.append((line.strip()[len("about:") :], []))
        elif found:
            found[-1][1].append(line)
    read = (RegradeRequest(_plain(about), _plain("\n".join(why))) for about, why in found)
    return tuple(dict.fromkeys(one for one in read if one.about))


def _plain(text: str) -> str:
    """The text on one line, without unprintable characters."""
    return printable(" ".join(text.split()))[:_LONGEST]
