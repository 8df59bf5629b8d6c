"""Makes this folder an nbgrader course root whose submissions are graded by the kit."""

import sys
from pathlib import Path

c = get_config()  # noqa: F821  (nbgrader defines it)
root = Path(__file__).resolve().parent
sys.path.insert(0, str(root))  # so that the kit is found wherever nbgrader is started

from autograder.registration import configure  # noqa: E402 (found by the line above)

c.CourseDirectory.root = str(root)
c.CourseDirectory.course_id = "vae"
configure(c)
