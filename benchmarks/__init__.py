"""Measures at the size of a region; see docs/reference/performances.md."""
