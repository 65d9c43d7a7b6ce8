"""Models of organisations: the directory, and who acts for them."""

from passerelles.organisations.models.adherents import Adherent
from passerelles.organisations.models.commitments import (
    Commitment,
    ExternalListing,
    FacilitatorAcquaintance,
    NetworkMembership,
)
from passerelles.organisations.models.directory import (
    Activity,
    Capacity,
    Contact,
    OrganisationIdentifier,
    Part,
    Site,
    ZoneServed,
)
from passerelles.organisations.models.membership import Invitation, Membership
from passerelles.organisations.models.organisation import Organisation, Source
from passerelles.organisations.models.recruiting import Prospect, ProspectStep

__all__ = [
    "Activity",
    "Adherent",
    "Capacity",
    "Commitment",
    "Contact",
    "ExternalListing",
    "FacilitatorAcquaintance",
    "Invitation",
    "Membership",
    "NetworkMembership",
    "Organisation",
    "OrganisationIdentifier",
    "Part",
    "Prospect",
    "ProspectStep",
    "Site",
    "Source",
    "ZoneServed",
]
