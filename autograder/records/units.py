"""Units that several floors count in."""

MIB = 1 << 20  # bytes
