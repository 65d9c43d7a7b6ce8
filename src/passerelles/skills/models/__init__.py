"""Workshops, their contents and days, and what each person tried there."""

from passerelles.skills.models.aside import SetAside
from passerelles.skills.models.practice import (
    COUNTED_ATTEMPT,
    COUNTED_PARTICIPATION,
    Participation,
    SkillAttempt,
)
from passerelles.skills.models.workshops import (
    Workshop,
    WorkshopContent,
    WorkshopDay,
    WorkshopReviewer,
)

__all__ = [
    "COUNTED_ATTEMPT",
    "COUNTED_PARTICIPATION",
    "Participation",
    "SetAside",
    "SkillAttempt",
    "Workshop",
    "WorkshopContent",
    "WorkshopDay",
    "WorkshopReviewer",
]
