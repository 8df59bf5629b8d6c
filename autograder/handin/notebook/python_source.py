"""A cell's code as plain Python: without the magics of IPython, and parsed once."""

from __future__ import annotations

import ast
import re
import textwrap
from typing import cast

_PROMPT = re.compile(r"(?:>>> ?|\.\.\. ?|In \[\d+\]: ?|   \.{2,}: ?)")
_MAGIC_LINE = re.compile(r"([ \t]*+)(?:%(time|timeit|prun)\b(.*)|[%!?].*|[^#'\"]*\?[ \t]*|[\w, ]+=[ \t]*[%!].*)")
_WHOLE_CELL = ("%%time", "%%timeit", "%%capture", "%%prun")  # magics whose cell is Python that is run


# --- code as plain Python -----------------------------------------------------------------------------------


def python_source(source: str) -> str:
    """A cell's code as plain Python: lines that only IPython knows do nothing, `%time` runs what it times.

    Code that Python reads stays as it is; so does what no rule makes readable, and fails as the cell's own error where
    it is run. Not IPython's own transformer: it hides a `%%time` cell's definitions in a string, and takes minutes for
    a thousand magics.
    """
    if is_python(source):
        return source
    plain = without_magics(source)
    return plain if is_python(plain) else source


def without_magics(source: str) -> str:
    """The cell's code with IPython's magics and shell commands replaced, whether or not the rest is valid Python."""
    lines = textwrap.dedent(source.lstrip("\n")).split("\n")
    if lines[0].startswith("%%"):
        if lines[0].split()[0] not in _WHOLE_CELL:
            return "pass" + "\n" * (len(lines) - 1)
        lines[0] = ""
    if all(_PROMPT.match(line) for line in lines if line.strip()):
        lines = [_PROMPT.sub("", line, count=1) for line in lines]
    return "\n".join(map(_without_magic, lines))


def syntax_tree(source: str) -> ast.Module | None:
    """The syntax tree of Python code; None where the code is not valid, or nested too deeply."""
    try:
        tree = compile(source, "cell", "exec", flags=ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return cast(ast.Module, tree)


def is_python(source: str) -> bool:
    return syntax_tree(source) is not None


def _without_magic(line: str) -> str:
    magic = _MAGIC_LINE.fullmatch(line)
    if magic is None:
        return line
    timed = (magic[3] or "").strip() if magic[2] == "time" else ""
    return magic[1] + (timed or "pass")
