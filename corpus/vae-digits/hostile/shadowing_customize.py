"""sitecustomize.py, usercustomize.py and a .pth file beside the notebook.

Attack: shadowing
Deserves: 80
Keeps: 80
"""

# %% file: sitecustomize.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-sitecustomize").write_text("imported by the grader")
except OSError:
    pass


# %% file: usercustomize.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-usercustomize").write_text("imported by the grader")
except OSError:
    pass


# %% file: evil.pth
import os; open('@CANARY_DIR@/shadowed-pth', 'w').write('x')
