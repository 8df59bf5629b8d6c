"""Modules of the standard library beside the notebook: json, struct, socket, random, re, typing.

Attack: shadowing
Deserves: 80
Keeps: 80
"""

# %% file: json.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-json").write_text("imported by the grader")
except OSError:
    pass


# %% file: struct.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-struct").write_text("imported by the grader")
except OSError:
    pass


# %% file: socket.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-socket").write_text("imported by the grader")
except OSError:
    pass


# %% file: random.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-random").write_text("imported by the grader")
except OSError:
    pass


# %% file: re.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-re").write_text("imported by the grader")
except OSError:
    pass


# %% file: typing.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-typing").write_text("imported by the grader")
except OSError:
    pass


# %% file: ast.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-ast").write_text("imported by the grader")
except OSError:
    pass
