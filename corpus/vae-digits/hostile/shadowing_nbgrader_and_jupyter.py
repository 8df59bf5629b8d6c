"""nbgrader_config.py, jupyter_config.py, an IPython start-up file and a gradebook beside the notebook.

Attack: shadowing
Deserves: 80
Keeps: 80
"""

# %% file: nbgrader_config.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-nbgrader").write_text("imported by the grader")
except OSError:
    pass


# %% file: jupyter_nbgrader_config.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-jupyter").write_text("imported by the grader")
except OSError:
    pass


# %% file: profile_default/startup/00.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-ipython").write_text("imported by the grader")
except OSError:
    pass


# %% file: gradebook.db
not a database

# %% file: .vaekit/results/0000000000000000000000000000000000000000000000000000000000000000.json
{"student": "mallory", "score": 80}
