"""Reads about the path, progress and notes; every one goes through the actor in scope."""
