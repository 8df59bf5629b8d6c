"""`python -m autograder` is `vaekit`."""

if __name__ == "__main__":  # a process that grades for this one imports no command line
    from autograder.cli import main

    main()
