"""Workshops, their contents and days, and what each person tried there."""

from passerelles.skills.models.practice import Participation, SkillAttempt
from passerelles.skills.models.workshops import (
    Workshop,
    WorkshopContent,
    WorkshopDay,
    WorkshopReviewer,
)

__all__ = [
    "Participation",
    "SkillAttempt",
    "Workshop",
    "WorkshopContent",
    "WorkshopDay",
    "WorkshopReviewer",
]
