"""Models of the path, of progress and of notes."""

from passerelles.pathways.models.notes import Answer, Note
from passerelles.pathways.models.path import Detection, NextStep, Path, Referent, Stage
from passerelles.pathways.models.progress import (
    ProgressAxis,
    ProgressFramework,
    ProgressPoint,
    WellBeing,
)

__all__ = [
    "Answer",
    "Detection",
    "NextStep",
    "Note",
    "Path",
    "ProgressAxis",
    "ProgressFramework",
    "ProgressPoint",
    "Referent",
    "Stage",
    "WellBeing",
]
