"""A release as one file that works alone, as Google Colab needs it: its first cells write the helper files.

What comes back from there has those cells still; they are known by their form, and neither run nor shown.
"""

from __future__ import annotations

import base64
import re
import textwrap
import zlib
from pathlib import Path
from typing import Any

from autograder.authoring.assignment import Assignment

_NAME, _CONTENT = "helper.py", "CONTENT"  # places in the cell below
_CELL = f'''\
# @title Run this cell first: it writes {_NAME}, which this notebook needs {{ display-mode: "form" }}
def write_helper(packed):
    import base64, pathlib, platform, zlib

    path = pathlib.Path("{_NAME}")
    path.unlink(missing_ok=True)
    path.write_bytes(zlib.decompress(base64.b64decode(packed)))
    path.chmod(0o444)  # for reading only: the checks and figures are the course's own
    print(f"{{path}} is written, by Python {{platform.python_version()}}.")


write_helper("""
{_CONTENT}
""")
del write_helper  # nothing of it stays among your own names
'''
_INTRODUCTION = """\
**In Colab.** Run the next cell first: it writes `{helper}`, which this notebook needs. A runtime that was left \
alone for long is a new machine without it: run all cells from the top then.

**Handing in.** Run all cells, then *File › Download › Download .ipynb*.{evidence} Leave *Omit code cell output \
when saving this notebook* (*Edit › Notebook settings*) off."""
_EVIDENCE = " Download `{name}` too: it lies under the folder sign at the left."


def write_standalone(release: Path, target: Path, assignment: Assignment) -> None:
    """Write the notebook of a built release, with what lies beside it, into one file."""
    import nbformat  # slow to import, and grading does without

    notebook = nbformat.read(release / f"{assignment.name}.ipynb", as_version=4)
    helpers = sorted(release.glob("*.py"))
    for cell in notebook.cells:
        _draw_attachments_in_place(cell)
    first = [_bringing(path) for path in helpers]
    introduction = nbformat.v4.new_markdown_cell(
        _INTRODUCTION.format(
            helper="`, `".join(path.name for path in helpers),
            evidence=_EVIDENCE.format(name=assignment.evidence.name) if assignment.evidence else "",
        ),
        id="in-colab",
    )
    notebook.cells[:0] = [introduction, *first] if first else []
    notebook.metadata["colab"] = {"provenance": []}
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target)


def _bringing(path: Path) -> Any:
    import nbformat

    packed = base64.b64encode(zlib.compress(path.read_bytes(), 9)).decode("ascii")
    source = _CELL.replace(_NAME, path.name).replace(_CONTENT, textwrap.fill(packed, 100))
    metadata = {"cellView": "form", "deletable": False, "editable": False, "jupyter": {"source_hidden": True}}
    return nbformat.v4.new_code_cell(source.strip(), id=f"bring-{path.stem}", metadata=metadata)


def _draw_attachments_in_place(cell: Any) -> None:
    """Pictures as Colab itself writes them: it shows no attachments (googlecolab/colabtools#3836)."""
    for name, formats in cell.pop("attachments", {}).items():
        (kind, content) = next(iter(formats.items()))
        cell.source = cell.source.replace(f"(attachment:{name})", f"(data:{kind};base64,{content.strip()})")


# The same cell as releases have had it before: they come back for a while.
_EARLIER = _CELL.replace("pathlib, platform, zlib", "pathlib, zlib").replace(
    ", by Python {platform.python_version()}.", "."
)


def _pattern(cell: str) -> re.Pattern[str]:
    form = re.escape(_without_spaces(cell)).replace(re.escape(_NAME), r"(?P<name>\w+\.py)", 1)
    return re.compile(form.replace(re.escape(_NAME), "(?P=name)").replace(_CONTENT, "[A-Za-z0-9+/=]*"))


def _without_spaces(source: str) -> str:
    return "".join(source.split())


_FORMS = _pattern(_CELL), _pattern(_EARLIER)


def brought_file(source: str) -> str | None:
    """The file that a cell writes, if it is one of those that the kit puts first; else None."""
    if not source.startswith("# @title"):
        return None
    found = (form.fullmatch(_without_spaces(source)) for form in _FORMS)
    return next((match["name"] for match in found if match), None)
