"""Reads of the area: through the eyes of whoever looks, or across the persons they follow."""
