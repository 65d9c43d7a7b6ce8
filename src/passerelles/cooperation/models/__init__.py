"""Projects led by several organisations, and the bodies that decide and advise.  No person."""

from passerelles.cooperation.models.bodies import Body, BodyMeeting, BodySeat, Decision, Opinion
from passerelles.cooperation.models.pooling import JointOffer, OfferPart, SharedMean
from passerelles.cooperation.models.projects import Milestone, Partner, Phase, Project

__all__ = [
    "Body",
    "BodyMeeting",
    "BodySeat",
    "Decision",
    "JointOffer",
    "Milestone",
    "OfferPart",
    "Opinion",
    "Partner",
    "Phase",
    "Project",
    "SharedMean",
]
