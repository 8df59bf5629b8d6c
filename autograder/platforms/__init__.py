"""Learning platforms: what they hand out, and the marks that they take in."""
