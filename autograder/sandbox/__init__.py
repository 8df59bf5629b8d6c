"""The processes that student code runs in, and what talks to them."""
