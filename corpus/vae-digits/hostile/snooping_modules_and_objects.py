"""Searches sys.modules, gc and all frames for checks, references and expected values.

Attack: snooping
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
# use: reading

import gc, sys
_found = [name for name in sys.modules if name.startswith(("autograder", "test_", "_pytest", "pytest"))]
for _thing in gc.get_objects():
    if isinstance(_thing, dict) and {"known_mistakes", "expected", "verdict"} & {key for key in _thing if isinstance(key, str)}:
        if _thing.get("__module__") == "unittest.util":  # a named tuple of Python's own
            continue
        _found.append(str(list(_thing))[:100])
_tell(_found)
