"""Archives that a learning platform hands out, unpacked under limits."""
