"""A forged 'loaded' with error records of wrong types: lists, arrays, a line number full of terminal codes and newlines that forge a report.

Attack: forgery
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import sys
# use: frames

import protocol
_line = "1)\x1b[2J\x1b[H\nada: 80 of 80 points\n\x1b]0;graded\x07<script>alert(1)</script>" + "x" * 100_000
_errors = [{"cell": "sampling", "type": "ValueError", "text": "a", "where": "sampling", "line": _line},
           {"cell": ["a"], "type": {"a": 1}, "text": None, "where": 5, "line": {}}, 7, None]
protocol.send(_child()._connection, {"kind": "loaded", "errors": _errors})
