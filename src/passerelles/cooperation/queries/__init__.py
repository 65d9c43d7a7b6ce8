"""Reads for the pages of projects and of their bodies."""
