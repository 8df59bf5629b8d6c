"""The worker's own objects, found from its frames."""

import sys


def _worker():
    frame = sys._getframe()
    while frame is not None:
        if "serve_forks" in frame.f_globals and "time_limit" in frame.f_globals:
            return frame.f_globals
        frame = frame.f_back
    raise RuntimeError("the worker was not found")


def _child():
    frame = sys._getframe()
    while frame is not None:
        me = frame.f_locals.get("self")
        if type(me).__name__ == "Child":
            return me
        frame = frame.f_back
    raise RuntimeError("the child was not found")
