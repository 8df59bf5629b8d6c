"""A success, told in an error's text."""


def _told(what):
    raise RuntimeError("LEAK " + what)


def _escaped(what):
    raise RuntimeError("LEAK escaped: " + str(what))
