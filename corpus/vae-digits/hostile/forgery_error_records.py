"""A forged 'loaded' with error records of wrong types: lists, arrays, a line number full of terminal codes and newlines that forge a report.

Attack: forgery
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import sys
# use: frames

protocol = _wire()
_line = "1)\x1b[2J\x1b[H\nada: 80 of 80 points\n\x1b]0;graded\x07<script>alert(1)</script>" + "x" * 100_000
_errors = [["ValueError", "a", "sampling", _line, None, "sampling"], [{"a": 1}, None, 5, {}, ["x"], ["a"]],
           ["ValueError", "a", "sampling", 10**4000, [7, "x"], "sampling"], ["one field"], {"type": "ValueError"}, 7, None]
protocol.send(_child()._connection, {"kind": "loaded", "errors": _errors})
