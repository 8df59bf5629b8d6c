"""Makes this folder an nbgrader course root whose submissions are graded by the kit."""

import sys
from pathlib import Path

c = get_config()  # noqa: F821  (nbgrader defines it)
root = Path(__file__).resolve().parent
sys.path.insert(0, str(root))  # so that the kit is found wherever nbgrader is started

from autograder.exhibits import markdown_filter  # noqa: E402 (found by the line above)

c.CourseDirectory.root = str(root)
c.CourseDirectory.course_id = "vae"
c.CourseDirectory.solution_directory = "solutions"
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "__pycache__",
    "*.pyc",
    "experiment-checkpoint.npz",
]

# The line below each stub's region, `raise NotImplementedError(…)`, stands in the source: it names its task.
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}
c.ClearSolutions.text_stub = "*Write your text here (about 100 words).*"

# The kit instead of a kernel: no code of a student is run in nbgrader's own process.
c.Autograde.exporter_class = "autograder.nbgrader_plugin.ReadHandedIn"
c.Autograde.sanitize_preprocessors = [
    "autograder.nbgrader_plugin.RestoreCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader_plugin.GradeOutside",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# What the kit says to the marker about a text stays with the marker.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.nbgrader_plugin.HideFromStudent",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# A student's text is shown without anything that runs or loads, in formgrader and on the feedback pages.
c.HTMLExporter.filters = {"markdown2html": markdown_filter()}

# The reference run of 30 epochs takes minutes; nbgrader's own limit is 30 s for a cell.
c.Execute.timeout = 3600
