"""Stubs: what students find where the source notebook has a solution."""

CODE_STUB = "# YOUR CODE HERE"  # in the place of the lines between the marks of a solution
STUB_ERROR = "NotImplementedError"  # raised by the line below them, which names the task
