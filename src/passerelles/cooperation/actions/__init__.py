"""Writes on projects and their bodies: one function per verb."""
