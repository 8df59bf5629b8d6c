"""A child of the worker in which one notebook is loaded: its connection, its loading, its replies and its failures."""
