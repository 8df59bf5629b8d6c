"""Reads the gradebook, and writes into it (a table; in earnest full marks).

Attack: snooping
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
# use: reading

import sqlite3
try:
    _book = sqlite3.connect("@GRADEBOOK@", timeout=1)
    _book.execute("CREATE TABLE canary_was_here (x)")  # in earnest: UPDATE grade SET manual_score = 100
    _book.commit()
    _rows = str(_book.execute("SELECT * FROM student").fetchall())
except sqlite3.Error as error:
    _rows = ""
_tell([_rows, _read("@GRADEBOOK@", 16)])
