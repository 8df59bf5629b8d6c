"""Commands that set up a machine, a course or an assignment."""
