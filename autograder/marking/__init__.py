"""Marking texts by rubrics: the queue of texts, marks, several markers, prompts and suggestions. Knows no SQL."""
