"""`python -m autograder` is `vaekit`."""

import gc
import os
import signal
import sys


def main() -> None:
    """The console script. Ctrl-C ends it while it is imported, without a traceback; the command line takes over then."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # what is imported stays: looking through it again and again takes a tenth of the time
    gc.set_threshold(20_000, 10, 10)
    from autograder.commands.app import main as run

    signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


if __name__ == "__main__":  # a process that grades for this one imports no command line
    # Python puts the working directory first, and it may be a student's: only modules that are loaded are used till then
    kit = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    if sys.path[0] == os.getcwd() != kit:  # noqa: PTH109
        del sys.path[0]

    main()
