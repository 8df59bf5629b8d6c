"""A numpy.py beside the notebook, which writes into the canary folder where it is imported.

Attack: shadowing
Deserves: 80
Keeps: 80
"""

# %% file: numpy.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-numpy").write_text("imported by the grader")
except OSError:
    pass
