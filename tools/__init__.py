"""What the Makefile runs: the demo, the builds and the measurements."""
