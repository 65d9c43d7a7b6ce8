"""Models of sharing: parties, agreements, links, emergencies, and the shape of an entry."""

from passerelles.sharing.models.access import AccessRequest, EmergencyAccess, GuestLink
from passerelles.sharing.models.agreements import Agreement, AgreementVolet, ConsentRequest
from passerelles.sharing.models.entries import PersonDataManager, PersonEntry
from passerelles.sharing.models.parties import Party

__all__ = [
    "AccessRequest",
    "Agreement",
    "AgreementVolet",
    "ConsentRequest",
    "EmergencyAccess",
    "GuestLink",
    "Party",
    "PersonDataManager",
    "PersonEntry",
]
