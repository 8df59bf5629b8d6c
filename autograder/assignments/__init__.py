"""The assignments that the kit grades, each in a folder of its own."""
