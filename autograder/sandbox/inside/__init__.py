"""All that is mounted beside student code, with `wire`, and nothing else."""
