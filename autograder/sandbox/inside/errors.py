"""Runs inside the sandbox: exceptions as data."""

from __future__ import annotations

import re

import wire  # type: ignore[import-not-found, unused-ignore]  # beside this file, in the sandbox

_CELL = "cell "  # how the names of the student's cells begin, as file names of code


def cell_file_name(cell: str) -> str:
    """Return the file name under which a cell of the student's is compiled."""
    return str(wire.code_name(_CELL + cell))


def describe(error: BaseException, loaded_cell: str = "") -> wire.ErrorReport:
    """Return an exception's type, its text, and the student's own line that it comes from."""
    cell, line = "", 0
    if isinstance(error, SyntaxError):
        cell, line = str(error.filename or ""), int(error.lineno or 0)
    trace = error.__traceback__
    question: tuple[str, int] | None = None  # where it was raised, if that is the kit's own code
    while trace is not None:
        file_name = trace.tb_frame.f_code.co_filename
        if file_name.startswith(f"<{_CELL}"):
            cell, line = file_name, trace.tb_lineno
        question = (file_name.strip("<>"), trace.tb_lineno) if file_name.startswith("<") else None
        trace = trace.tb_next
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
    except BaseException:  # a __str__ that raises is the student's, too
        text = "(its text can't be shown)"
    return wire.ErrorReport(
        type=type(error).__name__[:80],
        text=_without_traces(str(text))[: wire.ERROR_CHARACTERS],
        cell=cell.removeprefix(f"<{_CELL}").removesuffix(">")[:80],
        line=line,
        question=question,
        loaded_cell=loaded_cell,
    )


def _without_traces(text: str) -> str:
    """Return an error's text without TensorFlow's traces, advice and names of operations around it."""
    inner = re.findall(r"\n([^\n]+)\n\s*\[\[\{\{node", text)
    text = inner[-1] if "Graph execution error" in text and inner else text
    # AutoGraph's advice is of no use to a student
    text = re.split(r"\s*You can attempt the following resolutions", text)[0]
    return re.sub(r"\{\{function_node [^}]*\}\}\s*|\s*\[Op:[^\]]*\](?: name: \S*)?", "", text)
