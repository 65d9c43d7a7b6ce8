"""Barriers and what is done about them, meetings, calendars, promises, partner sessions."""

from passerelles.support.models.barriers import (
    Barrier,
    BarrierAction,
    BarrierChange,
    FundingLine,
    FundingPlan,
)
from passerelles.support.models.calendars import CalendarFeed
from passerelles.support.models.meetings import (
    Appointment,
    AppointmentChange,
    MeetingRhythm,
    Seat,
)

__all__ = [
    "Appointment",
    "AppointmentChange",
    "Barrier",
    "BarrierAction",
    "BarrierChange",
    "CalendarFeed",
    "FundingLine",
    "FundingPlan",
    "MeetingRhythm",
    "Seat",
]
