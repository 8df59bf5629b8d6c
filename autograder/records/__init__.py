"""Frozen records, enums and errors that every floor uses. Standard library and msgspec only; no file is opened here."""
