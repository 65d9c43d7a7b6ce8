"""Models of the path, of progress, of notes and of work."""

from passerelles.pathways.models.leaving import Exit, FollowUp, JobAdaptation, ReturnRight
from passerelles.pathways.models.notes import Answer, Note
from passerelles.pathways.models.path import Detection, NextStep, Path, Referent, Stage
from passerelles.pathways.models.progress import (
    ProgressAxis,
    ProgressFramework,
    ProgressPoint,
    WellBeing,
)
from passerelles.pathways.models.work import WorkChange, WorkSituation

__all__ = [
    "Answer",
    "Detection",
    "Exit",
    "FollowUp",
    "JobAdaptation",
    "NextStep",
    "Note",
    "Path",
    "ProgressAxis",
    "ProgressFramework",
    "ProgressPoint",
    "Referent",
    "ReturnRight",
    "Stage",
    "WellBeing",
    "WorkChange",
    "WorkSituation",
]
