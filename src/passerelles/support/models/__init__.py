"""Barriers and what is done about them, meetings, calendars, promises, partner sessions."""

from passerelles.support.models.acts import AccompanimentAct
from passerelles.support.models.barriers import (
    Barrier,
    BarrierAction,
    BarrierChange,
    FundingLine,
    FundingPlan,
)
from passerelles.support.models.calendars import CalendarFeed
from passerelles.support.models.coaching import CoachExchange, CoachLink, CoachPair
from passerelles.support.models.commitments import (
    MutualCommitment,
    Objective,
    ObjectiveEvidence,
    Promise,
    PromiseReview,
)
from passerelles.support.models.corrections import LeadChange, SolutionChange
from passerelles.support.models.leads import CompanyLead, PersonLead
from passerelles.support.models.meetings import (
    Appointment,
    AppointmentChange,
    MeetingRhythm,
    Seat,
)
from passerelles.support.models.plans import ThreePartPlan, TimetableStep, WorkTimetable
from passerelles.support.models.requests import PersonRequest, RequestEvent
from passerelles.support.models.sessions import PartnerContact, PartnerSession

__all__ = [
    "AccompanimentAct",
    "Appointment",
    "AppointmentChange",
    "Barrier",
    "BarrierAction",
    "BarrierChange",
    "CalendarFeed",
    "CoachExchange",
    "CoachLink",
    "CoachPair",
    "CompanyLead",
    "FundingLine",
    "FundingPlan",
    "LeadChange",
    "MeetingRhythm",
    "MutualCommitment",
    "Objective",
    "ObjectiveEvidence",
    "PartnerContact",
    "PartnerSession",
    "PersonLead",
    "PersonRequest",
    "Promise",
    "PromiseReview",
    "RequestEvent",
    "Seat",
    "SolutionChange",
    "ThreePartPlan",
    "TimetableStep",
    "WorkTimetable",
]
