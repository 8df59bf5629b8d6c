"""Commands for texts that a person marks, and for requests for another look."""
