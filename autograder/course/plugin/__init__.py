"""The kit's parts in nbgrader's pipeline."""
