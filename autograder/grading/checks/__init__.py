"""The hidden checks of an assignment, as pytest runs them on one submission."""
