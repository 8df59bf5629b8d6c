"""The options of nbgrader that make it use the kit, and whether a course's configuration has them.

Plugins are named, not imported: where the kit is missing, nbgrader stops in place of running a student's code itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pprint import pformat
from typing import Any

Settings = Mapping[str, Mapping[str, Any]]
_PLUGIN, _OURS = "autograder.nbgrader_plugin", "nbgrader.preprocessors"
_SHORT = {
    _OURS: _OURS,
    "autograder.course": _PLUGIN,
}  # the module of a class, and the one that configurations name it by
_GRADER, _EXECUTE = f"{_PLUGIN}.GradeOutside", f"{_OURS}.Execute"
_STANDS_FOR = {_GRADER: _EXECUTE, f"{_PLUGIN}.ClearToOwnStubs": f"{_OURS}.ClearSolutions"}
LATE_PENALTIES = f"{_OURS}.AssignLatePenalties"
LINE = "from autograder.registration import register; register(c)"

# The kit instead of a kernel: no code of a student is run in nbgrader's own process.
GRADING: Settings = {
    "GenerateAssignment": {
        "preprocessors": [
            f"{_OURS}.IncludeHeaderFooter",
            f"{_OURS}.InstantiateTests",
            f"{_OURS}.LockCells",
            f"{_PLUGIN}.ClearToOwnStubs",
            f"{_OURS}.ClearOutput",
            f"{_OURS}.CheckCellMetadata",
            f"{_OURS}.ComputeChecksums",
            f"{_OURS}.SaveCells",
            f"{_OURS}.ClearHiddenTests",
            f"{_OURS}.ClearMarkScheme",
            f"{_OURS}.ComputeChecksums",
            f"{_OURS}.CheckCellMetadata",
        ]
    },
    "Autograde": {
        "exporter_class": f"{_PLUGIN}.ReadHandedIn",
        "sanitize_preprocessors": [
            f"{_PLUGIN}.RestoreCells",
            f"{_OURS}.ClearOutput",
            f"{_OURS}.DeduplicateIds",
            f"{_OURS}.OverwriteKernelspec",
            f"{_OURS}.OverwriteCells",
            f"{_OURS}.CheckCellMetadata",
        ],
        "autograde_preprocessors": [
            _GRADER,
            f"{_OURS}.IgnorePattern",
            "nbconvert.preprocessors.ClearMetadataPreprocessor",
            f"{_OURS}.LimitOutput",
            f"{_OURS}.SaveAutoGrades",
            LATE_PENALTIES,
            f"{_OURS}.CheckCellMetadata",
        ],
    },
    # Students do not see what is shown to the marker of a text.
    "GenerateFeedback": {
        "exporter_class": f"{_PLUGIN}.FeedbackPage",
        "preprocessors": [
            f"{_OURS}.GetGrades",
            f"{_PLUGIN}.HideFromStudent",
            "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
        ],
    },
    # In formgrader and on feedback pages, nothing in a student's text runs or loads; converting text and code takes
    # bounded time.
    "HTMLExporter": {
        "filters": {
            "highlight_code": f"{_PLUGIN}.highlight_code",
            "markdown2html": f"{_PLUGIN}.markdown2html",
        }
    },
}
OWN: Settings = {  # for a course that has the kit's assignments only
    "CourseDirectory": {
        "solution_directory": "solutions",
        "ignore": [".ipynb_checkpoints", "__pycache__", "*.pyc", "experiment-checkpoint.npz"],
    },
    "Execute": {"timeout": 3600},  # the reference run takes minutes; nbgrader's own limit is 30 s for a cell
    **GRADING,
}
ADDED: Settings = {**GRADING, "GradeOutside": {"others": "execute"}}  # for a course with other assignments too


def configure(config: Any) -> None:
    """Set up a course that has the kit's assignments only: `configure(c)` in its nbgrader_config.py."""
    for section, values in OWN.items():
        for name, value in values.items():
            setattr(config[section], name, value)


def register(config: Any) -> None:
    """Add the kit to a course with assignments of its own, as the last line of its nbgrader_config.py.

    Those are executed as before, and the course's own preprocessors stay.
    """
    for section, values in GRADING.items():
        for name, ours in values.items():
            setattr(config[section], name, _merged(config[section].get(name), ours))
    config.GradeOutside.others = "execute"


def _merged(theirs: Any, ours: Any) -> Any:
    """Merge the course's value and the kit's: filters, or a list of preprocessors. Of two classes, the kit's is taken."""
    if theirs is None or isinstance(ours, str):
        return ours
    if isinstance(ours, Mapping):
        return {**(theirs.get_value({}) if hasattr(theirs, "get_value") else theirs), **ours}
    (plugin,) = (name for name in ours if name.startswith(_PLUGIN))
    stock = [_STANDS_FOR.get(name, name) for name in ours]
    if hasattr(theirs, "get_value"):  # traitlets' record of `append` and the like
        theirs = theirs.get_value([name for name in stock if not name.startswith(_PLUGIN)])
    names = [name for name in dotted(theirs) if name != plugin]
    replaced = _STANDS_FOR.get(plugin, "")
    place = names.index(replaced) if replaced in names else ours.index(plugin)
    return [*names[:place], plugin, *(name for name in names[place:] if name != replaced)]


def dotted(preprocessors: Sequence[Any]) -> list[str]:
    """The dotted names of preprocessors as configuration files write them; nbgrader's own begin with its package."""
    names = [one if isinstance(one, str) else f"{one.__module__}.{one.__qualname__}" for one in preprocessors]
    return [_short(name) for name in names]


def _short(name: str) -> str:
    """The dotted name of a class, with the module that configurations use."""
    package = next((short for where, short in _SHORT.items() if name.startswith(f"{where}.")), None)
    return f"{package}.{name.rsplit('.', 1)[1]}" if package else name


def missing(in_effect: Mapping[str, Sequence[str]]) -> list[str]:
    """The kit's plugins that are not among the course's options in effect (`CourseRoot.in_effect`)."""
    wanted = {f"{section}.{name}": value for section, values in GRADING.items() for name, value in values.items()}
    plugins = {key: [name for name in _names(value) if name.startswith(_PLUGIN)] for key, value in wanted.items()}
    return [name for key, names in plugins.items() for name in names if name not in in_effect[key]]


def _names(value: Any) -> list[str]:
    """The names in an option's value: one class, a list of them, or a mapping's values."""
    return [value] if isinstance(value, str) else [*(value.values() if isinstance(value, Mapping) else value)]


def runs_student_code(in_effect: Mapping[str, Sequence[str]]) -> bool:
    """Whether `nbgrader autograde` would run a student's code itself, without a sandbox."""
    names = in_effect["Autograde.autograde_preprocessors"]
    return _EXECUTE in names or _GRADER not in names


def as_python(settings: Settings) -> str:
    """Settings as the lines of an nbgrader_config.py."""
    lines = [
        f"c.{section}.{name} = {pformat(value, width=100)}"
        for section, values in settings.items()
        for name, value in values.items()
    ]
    return "\n".join(lines) + "\n"
