"""Leaves numpy.py, matplotlib/, lab.py and .keras in the working folder and on sys.path for the next child.

Attack: persistence
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os, sys
for _name in ("numpy.py", "matplotlib.py", "lab.py", "questions.py", "wire.py", "errors.py", "sitecustomize.py"):
    with open(f"/scratch/{_name}", "w") as _file:
        _file.write("raise SystemExit('shadowed by a submission')\n")
os.makedirs("/scratch/.keras", exist_ok=True)
with open("/scratch/.keras/keras.json", "w") as _file:
    _file.write('{"floatx": "float64", "backend": "nothing", "epsilon": 1}')
sys.path.insert(0, "/scratch")
sys.path_importer_cache.clear()
