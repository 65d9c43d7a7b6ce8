"""What a new paper need not ask again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from passerelles.documents.queries.sharing_terms import PAPER_KIND, told_by_sharing
from passerelles.documents.rules.kinds import PaperKind, SignatoryRole
from passerelles.documents.subjects import Told
from passerelles.kernel import clock
from passerelles.kernel.actors import current_actor
from passerelles.organisations.models import Organisation
from passerelles.people.queries.record import representatives
from passerelles.people.rules.representation import Signature, signature, signing_kinds
from passerelles.sharing.policy import RecordAccess

_NAMED_BY_KIND = {"esat": ("esat_name",), "training": ("school_name",), "ime": ("school_name",)}


def prefilled(access: RecordAccess, kind: PaperKind) -> dict[str, Any]:
    """Boxes already filled: the person, our structure, and in what capacity it usually signs."""
    boxes: dict[str, Any] = {
        "person_name": access.person.full_name,
        "person_birth_date": access.person.birth_date,
        "person_signs": True,
    }
    organisation_id = current_actor().organisation_id
    if organisation_id is not None:
        ours = Organisation.objects.get(pk=organisation_id)
        for key in ("structure_name", *_NAMED_BY_KIND.get(ours.kind, ())):
            boxes[key] = ours.outside_name
        boxes["ours"] = _usual_role(kind, ours.kind)
    if kind.code == PAPER_KIND:
        boxes |= told_by_sharing(access.person.id, organisation_id)
    return {key: value for key, value in boxes.items() if value}


def signer_boxes(told: Told, own: UUID) -> dict[str, Any]:
    """Who signs, as the subject of the paper tells it, in the boxes of the form."""
    boxes: dict[str, Any] = {}
    for role, signer in told.signers.items():
        if role is SignatoryRole.PERSON:
            boxes["person_signs"] = True
        else:
            boxes[f"signer_{role.value}"] = signer.name
        if signer.organisation_id == own:
            boxes["ours"] = role.value
    return {key: value for key, value in boxes.items() if value}


def representative_choices(access: RecordAccess) -> list[tuple[str, str]]:
    """Representatives in force that the reader may see, to choose who signs."""
    rows = representatives(access, in_force_on=clock.today())
    kinds = signing_kinds(access.person.age(), [row.kind for row in rows])
    rows = [row for row in rows if row.kind in kinds]
    return [(str(row.id), f"{row.name} ({row.link or row.get_kind_display()})") for row in rows]


@dataclass(frozen=True, slots=True)
class WhoSigns:
    """The rule that decides who signs for the person, and what is missing to be sure."""

    rule: Signature
    age_unknown: bool


def who_signs_for(access: RecordAccess, kind: PaperKind) -> WhoSigns:
    """Said beside the form: the judgment or the mandate prevails, and an age may be unknown."""
    rows = representatives(access, in_force_on=clock.today())
    age = access.person.age()
    rule = signature(kind.act, age=age, representatives=[row.kind for row in rows])
    return WhoSigns(rule, age is None)


# Structures whose persons are their employees: they sign as such where an employer must.
_EMPLOYERS = ("geiq", "ea", "eatt", "ai", "ei", "aci", "etti", "regie")


def _usual_role(kind: PaperKind, organisation_kind: str) -> str:
    if organisation_kind in _EMPLOYERS and SignatoryRole.EMPLOYER in kind.roles:
        return SignatoryRole.EMPLOYER.value
    usual = {
        "esat": SignatoryRole.ESAT,
        "ime": SignatoryRole.TRAINING,
        "training": SignatoryRole.TRAINING,
        "company": SignatoryRole.HOST,
    }.get(organisation_kind, SignatoryRole.STRUCTURE)
    return usual.value if usual in (*kind.roles, *kind.optional) else ""
