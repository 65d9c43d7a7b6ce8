"""Writes on workshops and on what a person tried: one function per verb."""
