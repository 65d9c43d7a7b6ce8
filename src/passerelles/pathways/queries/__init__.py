"""Reads about the path, progress and notes; every one goes through the actor in scope."""

from passerelles.pathways.queries.axes import axes_for
from passerelles.pathways.queries.eyes import Eyes, own_eyes, proposed_eyes
from passerelles.pathways.queries.own import (
    axes_to_answer,
    next_thing,
    own_notes,
    own_path,
    own_progress,
)
from passerelles.pathways.queries.synthesis import Synthesis, preview_as, synthesis

__all__ = [
    "Eyes",
    "Synthesis",
    "axes_for",
    "axes_to_answer",
    "next_thing",
    "own_eyes",
    "own_notes",
    "own_path",
    "own_progress",
    "preview_as",
    "proposed_eyes",
    "synthesis",
]
