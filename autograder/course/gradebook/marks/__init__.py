"""The marks that persons give: whether each one still counts, the desk's tables, and what a student sees."""
