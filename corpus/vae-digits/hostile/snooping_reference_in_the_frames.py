"""Where later tasks are graded, reads the reference parts of earlier ones from the load message in the frames below, and puts their source into errors, which the feedback would show to the student.

Attack: snooping
Deserves: 80
Keeps: 80
"""

# %% extra before: generate
import sys
_frame, _sources = sys._getframe(), []
while _frame is not None:
    _message = _frame.f_locals.get("message")
    if isinstance(_message, dict):
        _sources += [cell["source"] for cell in _message.get("reference", [])]
    _frame = _frame.f_back
if _sources: raise RuntimeError("LEAK " + _sources[0][:380])
if len(_sources) > 1: raise RuntimeError("LEAK " + _sources[1][300:680])
