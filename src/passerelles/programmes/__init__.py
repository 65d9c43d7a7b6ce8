"""Programmes an organisation runs: the shipped templates, its own copies, their versions."""
