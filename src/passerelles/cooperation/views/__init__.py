"""Pages of projects and of their bodies."""
