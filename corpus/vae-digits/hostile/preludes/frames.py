"""The child's own objects, found from its frames."""

import sys


def _child():
    frame = sys._getframe()
    while frame is not None:
        me = frame.f_locals.get("self")
        if type(me).__name__ == "Child":
            return me
        frame = frame.f_back
    raise RuntimeError("the child was not found")


def _wire():
    return type(_child()).serve.__globals__["wire"]


def _questions():
    return _child()._questions
