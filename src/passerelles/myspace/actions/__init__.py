"""Writes of the person's own space."""
