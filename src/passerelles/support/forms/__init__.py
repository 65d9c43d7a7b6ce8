"""Forms of the area."""
