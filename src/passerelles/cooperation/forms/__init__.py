"""Forms of projects and of their bodies."""
