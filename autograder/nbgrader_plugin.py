"""The names that courses' configurations have for the kit's parts in nbgrader's pipeline; nbgrader imports this module.

They live in `autograder.course`.
"""

from autograder.course.feedback.typeset import highlight_code, markdown2html
from autograder.course.plugin.exporter import ReadHandedIn
from autograder.course.plugin.preprocessors import GradeOutside
from autograder.course.plugin.release import ClearToOwnStubs
from autograder.course.plugin.restore import RestoreCells
from autograder.course.plugin.student_page import HideFromStudent

__all__ = [
    "ClearToOwnStubs",
    "GradeOutside",
    "HideFromStudent",
    "ReadHandedIn",
    "RestoreCells",
    "highlight_code",
    "markdown2html",
]
