"""Models of organisations: the directory, and who acts for them."""

from passerelles.organisations.models.membership import Invitation, Membership
from passerelles.organisations.models.organisation import Organisation

__all__ = ["Invitation", "Membership", "Organisation"]
