"""Writes of the area: one function per verb; access → rule → save → journal."""
