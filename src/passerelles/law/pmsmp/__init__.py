"""Immersions in a workplace (PMSMP)."""
