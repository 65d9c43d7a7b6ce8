"""Reads of planning: what a record tells to the law."""
