"""keras.py, tensorflow/, lab.py and matplotlib.py beside the notebook.

Attack: shadowing
Deserves: 80
Keeps: 80
"""

# %% file: keras.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-keras").write_text("imported by the grader")
except OSError:
    pass


# %% file: tensorflow/__init__.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-tensorflow").write_text("imported by the grader")
except OSError:
    pass


# %% file: lab.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-lab").write_text("imported by the grader")
except OSError:
    pass
def check_sampling(*_):
    return True


# %% file: matplotlib.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-matplotlib").write_text("imported by the grader")
except OSError:
    pass
