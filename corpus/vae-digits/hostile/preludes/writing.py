"""Writes wherever it may."""

import os


def _write(path, text="canary"):
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "a") as file:
            file.write(text)
        return True
    except OSError:
        return False
