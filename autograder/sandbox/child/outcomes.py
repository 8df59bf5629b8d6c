"""How a question to a child can end, besides the outcomes that a check knows."""

from __future__ import annotations

from autograder.records.outcomes import CheckStopped, StudentFailed

ENDED_FROM_OUTSIDE = "The grader's process was ended from outside."
DISTURBED = "Your code disturbed the grader's questions."
DIED = "Your code ended the Python process (an exit, a crash or too much memory) while this was checked."


class WorkerGone(CheckStopped):
    """The worker or its child died, and no statement of the student's is known to have done it. Ask again."""


class NoStudentLine(StudentFailed):
    """A question failed, and no line of the student's is known to have done it: the question itself may be wrong."""


class TextWithheld(StudentFailed):
    """The student's code raised beside reference parts, where the text of an error is not passed on."""
