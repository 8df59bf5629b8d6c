"""nbconvert's HTML exporter for feedback pages: the kit's own template, and most of a page is the same for all students.

A notebook that is not of the kit's assignments is shown by nbgrader's template.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbgrader
from jinja2 import BytecodeCache, Environment, FileSystemLoader, PrefixLoader
from jinja2.bccache import Bucket
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbformat import NotebookNode
from traitlets import default

from autograder.course.copied_once import CopiedOnce
from autograder.course.feedback.html import TEMPLATES, style
from autograder.course.feedback.student_text_as_html import highlight_code, strip_files_prefix

_WITHOUT_TEXT = re.compile(r"<img\b(?![^<>]*?\balt=)")  # looked for from the front: a picture's own data are long
_TEXT = '<img alt="No description has been provided for this image"'  # nbconvert's own text
_WIDE = re.compile(
    r'<math display="block"|<table(?=>\n<thead>)'
)  # of Markdown; a phone scrolls it, by keys as well
_NBGRADERS = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"


class _Templates(BytecodeCache):
    """A Jinja loader whose compiled templates are kept for the next page."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


_TEMPLATES = _Templates()


class FeedbackPage(CopiedOnce, HTMLExporter):
    """nbconvert's HTML exporter that compiles its templates once, and does not parse its own output again."""

    @default("template_file")
    def _template_file_default(self) -> str:
        return "vaekit/pages/feedback.html"

    @default("extra_loaders")
    def _extra_loaders_default(self) -> list[PrefixLoader]:
        folders = {
            "vaekit": TEMPLATES,
            "nbgrader": Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates",
        }
        return [PrefixLoader({name: FileSystemLoader(folder) for name, folder in folders.items()})]

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.bytecode_cache = _TEMPLATES
        return environment

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page. nbconvert parses it again to give pictures without an `alt` text one; here a pattern does."""
        resources = self._init_resources(resources)  # type: ignore[no-untyped-call]
        widgets: Any = WidgetsDataTypeFilter
        filters = {
            "style": style,
            "filter_data_type": widgets(notebook_metadata=self._nb_metadata, parent=self, resources=resources),
            "highlight_code": highlight_code,
            "strip_files_prefix": strip_files_prefix,
        }
        for name, found in filters.items():
            self.register_filter(name, found)  # type: ignore[no-untyped-call]
        page, resources = TemplateExporter.from_notebook_node(self, nb, resources, **kw)
        return _WIDE.sub(r'\g<0> tabindex="0"', with_words_for_pictures(page)), resources


def with_words_for_pictures(page: str) -> str:
    """The page, with nbconvert's words as the `alt` text of each picture that has none."""
    return _WITHOUT_TEXT.sub(_TEXT, page)
