"""Who must sign a version: the roles of the kind, the person, whoever represents them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from passerelles.documents.models import PaperVersion, Signature, SignerKind
from passerelles.documents.rules.circuit import required_roles
from passerelles.documents.rules.kinds import PaperKind, SignatoryRole
from passerelles.kernel import clock
from passerelles.kernel.errors import Hidden
from passerelles.kernel.nir import refuse_nir
from passerelles.organisations.models import Organisation
from passerelles.people.models import LegalRepresentative, Person
from passerelles.people.rules.representation import signature as who_signs
from passerelles.people.rules.representation import signing_kinds

NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody named for a role: of an organisation with accounts, or outside with a link.

    ``representative_id`` chooses one of the person's representatives; only for that role.
    """

    name: str = ""
    organisation_id: UUID | None = None
    representative_id: UUID | None = None


Signers = Mapping[SignatoryRole, Signer]
_ALWAYS = frozenset({SignatoryRole.PERSON, SignatoryRole.LEGAL_REPRESENTATIVE})


def roles_of(kind: PaperKind, person: Person, signers: Signers) -> tuple[SignatoryRole, ...]:
    """Roles that must sign today, the legal representative with or instead when needed."""
    unknown = set(signers) - set(kind.roles) - set(kind.optional) - _ALWAYS
    if unknown:
        raise ValueError(f"{kind.code} n’est pas signé par : {', '.join(sorted(unknown))}")
    kinds = [row.kind for row in in_force(person.pk)]
    who = who_signs(kind.act, age=person.age(), representatives=kinds).who
    return required_roles(kind, who, frozenset(signers))


def entitled(person: Person) -> list[LegalRepresentative]:
    """Representatives who sign today for somebody of this age, the latest first."""
    rows = in_force(person.pk)
    kinds = signing_kinds(person.age(), [row.kind for row in rows])
    return [row for row in rows if row.kind in kinds]


def in_force(person_id: UUID) -> list[LegalRepresentative]:
    """Everybody who represents the person today, the latest first."""
    rows = LegalRepresentative.unscoped.filter(person_id=person_id).order_by("-since", "name")
    today = clock.today()
    return [row for row in rows if row.is_in_force(today)]


def planned_signatures(
    version: PaperVersion, kind: PaperKind, person: Person, signers: Signers
) -> list[Signature]:
    """One waiting line for each role of a version about to be written."""
    return [
        _line(version, position, role, person, signers.get(role, Signer()))
        for position, role in enumerate(roles_of(kind, person, signers))
    ]


def signers_of(version: PaperVersion) -> dict[SignatoryRole, Signer]:
    """Who was named in a version, to name them again in the next one."""
    return {
        SignatoryRole(line.role): Signer(line.name, line.organisation_id, line.representative_id)
        for line in version.signatures.all()
    }


def _line(
    version: PaperVersion, position: int, role: SignatoryRole, person: Person, signer: Signer
) -> Signature:
    line = Signature(version=version, position=position, role=role.value)
    match role:
        case SignatoryRole.PERSON:
            line.signer_kind, line.name = SignerKind.PERSON, person.full_name
        case SignatoryRole.LEGAL_REPRESENTATIVE:
            line.signer_kind = SignerKind.REPRESENTATIVE
            chosen = _representative(person, signer.representative_id)
            line.representative, line.name = chosen, chosen.name if chosen else ""
        case _:
            _name_outside(line, signer)
    line.name = refuse_nir(" ".join(line.name.split())[:NAME_LENGTH], field=role.value)
    return line


def _representative(person: Person, chosen: UUID | None) -> LegalRepresentative | None:
    rows = entitled(person)
    return next((row for row in rows if row.pk == chosen), rows[0] if rows else None)


def _name_outside(line: Signature, signer: Signer) -> None:
    line.signer_kind, line.name = SignerKind.OUTSIDE, signer.name
    if signer.organisation_id is None:
        return
    organisation = Organisation.objects.filter(pk=signer.organisation_id).first()
    if organisation is None:
        raise Hidden("no such organisation")
    line.signer_kind, line.organisation = SignerKind.PROFESSIONAL, organisation
    line.name = signer.name or organisation.outside_name
