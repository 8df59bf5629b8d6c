"""A student's page of feedback, as nbconvert makes it, in less time: most of each page is that of every other student."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbformat import NotebookNode

_WITHOUT_TEXT = re.compile(r"<img\b(?![^>]*\balt=)")
_TEXT = '<img alt="No description has been provided for this image"'  # in nbconvert's words


class _Templates(BytecodeCache):
    """Compiled templates, kept for the next page."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


_TEMPLATES = _Templates()


class FeedbackPage(HTMLExporter):
    """nbconvert's own, which compiles its templates once for all pages, and does not read its own page through again."""

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.bytecode_cache = _TEMPLATES
        return environment

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page. nbconvert parses it once more, to describe pictures that have no text for who can't see them."""
        language = nb.metadata.get("language_info", {})
        resources = self._init_resources(resources)  # type: ignore[no-untyped-call]
        widgets: Any = WidgetsDataTypeFilter
        filters = {
            "filter_data_type": widgets(notebook_metadata=self._nb_metadata, parent=self, resources=resources),
            "highlight_code": _Highlight(language.get("pygments_lexer", language.get("name"))),
        }
        for name, found in filters.items():
            self.register_filter(name, found)  # type: ignore[no-untyped-call]
        page, resources = TemplateExporter.from_notebook_node(self, nb, resources, **kw)
        return _WITHOUT_TEXT.sub(_TEXT, page), resources


class _Highlight:
    """nbconvert's colours for code; those of given cells are made once."""

    def __init__(self, lexer: str | None) -> None:
        self._lexer = lexer

    def __call__(self, source: str, language: str | None = None, metadata: dict[str, Any] | None = None) -> str:
        magics = (metadata or {}).get("magics_language")
        return _in_colours(source, self._lexer, language, magics)


@lru_cache(maxsize=128)
def _in_colours(source: str, lexer: str | None, language: str | None, magics: str | None) -> str:
    metadata = {"magics_language": magics} if magics else None
    return str(Highlight2HTML(pygments_lexer=lexer)(source, language, metadata))  # type: ignore[no-untyped-call]
