"""Writes of the area: access, rule, save, journal, in one transaction."""
