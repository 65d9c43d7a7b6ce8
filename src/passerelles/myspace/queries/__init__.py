"""Reads of the person's own space."""
