"""The names that courses' configurations have for the kit's parts in nbgrader's pipeline; nbgrader imports this module.

They live in `autograder.course`.
"""

from autograder.course.feedback.page_exporter import FeedbackPage
from autograder.course.feedback.student_text_as_html import highlight_code, markdown2html
from autograder.course.plugin.feedback_preprocessor import HideFromStudent
from autograder.course.plugin.grade_preprocessor import GradeOutside
from autograder.course.plugin.handin_exporter import ReadHandedIn
from autograder.course.plugin.release_preprocessor import ClearToOwnStubs
from autograder.course.plugin.restore_preprocessor import RestoreCells

__all__ = [
    "ClearToOwnStubs",
    "FeedbackPage",
    "GradeOutside",
    "HideFromStudent",
    "ReadHandedIn",
    "RestoreCells",
    "highlight_code",
    "markdown2html",
]
