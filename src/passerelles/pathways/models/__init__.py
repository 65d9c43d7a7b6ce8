"""Models of the path, of progress, of notes, of work and of programmes."""

from passerelles.pathways.models.enrolment_days import HoursStep, ProgrammeDuty, WorkSession
from passerelles.pathways.models.enrolments import (
    EnrolmentChange,
    EnrolmentPhase,
    EntryGrounds,
    PassageDecision,
    ProgrammeEnrolment,
)
from passerelles.pathways.models.integration import (
    Integration,
    IntegrationCheck,
    WelcomeStep,
)
from passerelles.pathways.models.leaving import Exit, FollowUp, JobAdaptation, ReturnRight
from passerelles.pathways.models.notes import Answer, Note
from passerelles.pathways.models.path import Detection, NextStep, Path, Referent, Stage
from passerelles.pathways.models.progress import (
    ProgressAxis,
    ProgressFramework,
    ProgressPoint,
    WellBeing,
)
from passerelles.pathways.models.voices import WorkReview
from passerelles.pathways.models.work import WorkChange, WorkSituation

__all__ = [
    "Answer",
    "Detection",
    "EnrolmentChange",
    "EnrolmentPhase",
    "EntryGrounds",
    "Exit",
    "FollowUp",
    "HoursStep",
    "Integration",
    "IntegrationCheck",
    "JobAdaptation",
    "NextStep",
    "Note",
    "PassageDecision",
    "Path",
    "ProgrammeDuty",
    "ProgrammeEnrolment",
    "ProgressAxis",
    "ProgressFramework",
    "ProgressPoint",
    "Referent",
    "ReturnRight",
    "Stage",
    "WelcomeStep",
    "WellBeing",
    "WorkChange",
    "WorkReview",
    "WorkSession",
    "WorkSituation",
]
