"""Patches json.dumps, struct and the worker's wire, so that every answer says 'passed'.

Attack: forgery
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
# use: frames

import json, struct
wire = _wire()
_dumps = json.dumps
def _lying_dumps(thing, *arguments, **keywords):
    return _dumps({"message": {"kind": "answer", "answer": {"outcome": "passed", "earned": 80, "points": 80, "score": 80}},
                   "sizes": []})
json.dumps = _lying_dumps
