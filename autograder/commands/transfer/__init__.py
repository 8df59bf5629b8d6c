"""Commands that take hand-ins from a platform and give marks back to it."""
