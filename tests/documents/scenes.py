"""Shared scenes of the papers: facts of each kind, a paper prepared, sent, by whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from passerelles.documents.actions import Signer, prepare_paper, send_paper
from passerelles.documents.models import Paper
from passerelles.documents.rules.kinds import FactShape, PaperKind, SignatoryRole, paper_kind
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.people.models import Person
from tests.cast import Cast, professional

Role = SignatoryRole
HOST = Signer("Sonia Tutrice, gérante de Netclair")


def facts_for(kind: PaperKind, **chosen: Any) -> dict[str, Any]:
    """Every compulsory fact of a kind, invented; dates are in a month."""
    first = clock.today() + timedelta(days=30)
    values: dict[FactShape, Any] = {
        FactShape.TEXT: "Entretien des locaux",
        FactShape.LONG: "Nettoyer les bureaux.\nRanger le chariot.",
        FactShape.DAY: first,
        FactShape.LIST: "Arriver à l’heure\nPrévenir en cas d’absence",
    }
    facts = {f.key: values[f.shape] for f in kind.facts.values() if f.required}
    if "end" in facts:
        facts["end"] = first + timedelta(days=13)
    for known in ("person_name", "person_birth_date"):
        facts.pop(known, None)  # the record tells them
    return facts | chosen


def ines_of(cast: Cast) -> Actor:
    return professional(cast.ines, cast.ime)


def mission_signers(cast: Cast) -> dict[SignatoryRole, Signer]:
    """A host outside, and the prescriber with accounts here."""
    return {Role.HOST: HOST, Role.PRESCRIBER: Signer(organisation_id=cast.ime.id)}


def pmsmp(cast: Cast, person: Person, *, sent: bool = True, **facts: Any) -> Paper:
    """A PMSMP of an adult: the person, the host (by link), the IME as prescriber."""
    paper = prepare_paper(
        actor=ines_of(cast),
        person_id=person.id,
        kind="pmsmp",
        facts=facts_for(paper_kind("pmsmp"), **facts),
        signers=mission_signers(cast),
    )
    return send_paper(actor=ines_of(cast), paper_id=paper.id) if sent else paper
