"""The marks of texts, read and written: what is to mark, what was marked, tables to edit elsewhere."""
