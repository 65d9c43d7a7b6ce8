"""Writes of the area: one function per verb."""
