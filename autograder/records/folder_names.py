"""Names of folders that several floors know."""

KEPT = ".vaekit"  # a course's folder of what the kit keeps
