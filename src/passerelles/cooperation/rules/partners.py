"""What an organisation does in a project."""

from __future__ import annotations

from enum import StrEnum


class PartnerRole(StrEnum):
    PILOT = "pilot"
    PARTNER = "partner"
    FUNDER = "funder"
    AUTHORITY = "authority"
    EMPLOYER = "employer"
    TRAINING = "training"


PARTNER_ROLE_LABELS: dict[PartnerRole, str] = {
    PartnerRole.PILOT: "pilote",
    PartnerRole.PARTNER: "partenaire",
    PartnerRole.FUNDER: "financeur",
    PartnerRole.AUTHORITY: "autorité de tutelle",
    PartnerRole.EMPLOYER: "entreprise adhérente",
    PartnerRole.TRAINING: "organisme de formation",
}
