"""The desk as an extension of the Jupyter server: pages from templates, answers in JSON, for who is logged in there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler

from autograder.marking.web.answers import Answer, SettlingAnswer, TrainingAnswer
from autograder.marking.web.handler import PREFIX
from autograder.marking.web.pages import Page, SettlingPage, Start, Static, TrainingPage
from autograder.marking.web.service import Service

_NAME = r"([A-Za-z0-9_.-]+)"


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "autograder.marking.server"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Called by the Jupyter server when it starts."""
    service = Service(Path(server.root_dir))
    base = f"{server.web_app.settings['base_url']}{PREFIX}"
    rules: list[tuple[str, type[JupyterHandler], dict[str, Service]]] = [
        (rf"{base}/?", Start, {"service": service}),
        (rf"{base}/static/({'|'.join(map(re.escape, Static.FILES))})", Static, {"service": service}),
        (rf"{base}/{_NAME}/{_NAME}", Page, {"service": service}),
        (rf"{base}/{_NAME}/{_NAME}/training/", TrainingPage, {"service": service}),
        (rf"{base}/{_NAME}/{_NAME}/training/([a-z]+)", TrainingAnswer, {"service": service}),
        (rf"{base}/{_NAME}/{_NAME}/settle/", SettlingPage, {"service": service}),
        (rf"{base}/{_NAME}/{_NAME}/settle/([a-z]+)", SettlingAnswer, {"service": service}),
        (rf"{base}/{_NAME}/{_NAME}/([a-z]+)", Answer, {"service": service}),
    ]
    server.web_app.add_handlers(".*$", rules)
    server.log.info("vaekit: texts are marked at %s/", base)
    if server.default_url.startswith(f"/{PREFIX}"):  # it was started for the desk: `vaekit mark`
        service.prepare()
