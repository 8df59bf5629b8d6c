"""What platforms' files build on: tables of comma-separated values, rosters, marks, and dates in a site's language."""
