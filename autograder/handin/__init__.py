"""From a student's folder to cells, code and evidence."""
