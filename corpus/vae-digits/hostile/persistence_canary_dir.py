"""Writes, links, makes a folder and a device in the canary folder, and changes the canary file.

Attack: persistence
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
# use: writing

_write("@CANARY_DIR@/here.txt")
_write("@CANARY_FILE@", "changed")
for _act in (lambda: os.mkdir("@CANARY_DIR@/folder"), lambda: os.symlink("/etc/passwd", "@CANARY_DIR@/link"),
             lambda: os.mkfifo("@CANARY_DIR@/pipe"), lambda: os.unlink("@CANARY_FILE@"), lambda: os.chmod("@CANARY_FILE@", 0o777),
             lambda: os.rename("@CANARY_DIR@", "@CANARY_DIR@-moved"), lambda: os.link("@CANARY_FILE@", "/scratch/hard")):
    try:
        _act()
    except OSError:
        pass
