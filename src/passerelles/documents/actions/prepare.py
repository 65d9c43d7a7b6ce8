"""A paper prepared from the record's facts, and its new versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.documents import events
from passerelles.documents.actions.signers import (
    Signers,
    planned_signatures,
    signers_of,
)
from passerelles.documents.actions.writing import close_links, current_version, note
from passerelles.documents.models import Paper, PaperVersion, Signature
from passerelles.documents.policy import require_keeper
from passerelles.documents.printing import draw_version
from passerelles.documents.rendering import sha256_of
from passerelles.documents.rules.circuit import PaperAct, PaperState
from passerelles.documents.rules.completeness import FactValues, clean_facts
from passerelles.documents.rules.kinds import PaperKind, paper_kind
from passerelles.documents.rules.wording import TEMPLATE_VERSION
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.organisations.models import Organisation
from passerelles.people.authorship import authorship
from passerelles.people.models import Person
from passerelles.sharing.policy import RecordAccess, require_write

# A renewal or an amendment comes after these; a paper still in signature is corrected instead.
REPLACEABLE = (PaperState.SIGNED, PaperState.REFUSED, PaperState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A new version, and how many signatures fell with the one before."""

    paper: Paper
    version: PaperVersion
    fallen: int


@transaction.atomic
def prepare_paper(
    *,
    actor: Actor,
    person_id: UUID,
    kind: str,
    facts: Mapping[str, Any],
    signers: Signers | None = None,
    subject_kind: str = "",
    subject_id: UUID | None = None,
    replaces: UUID | None = None,
) -> Paper:
    """Write the first version of a paper: a draft of the team until it is sent.

    What the record already tells (name, birth date, the structure) is filled in; ``facts`` win.
    """
    rules = paper_kind(kind)
    if actor.kind is not ActorKind.PROFESSIONAL:
        raise Hidden("papers are prepared by a professional")
    access = require_write(actor, person_id, rules.volet)
    paper = Paper(
        person_id=person_id,
        volet=rules.volet,
        kind=kind,
        shared=False,
        subject_kind=subject_kind,
        subject_id=subject_id,
        replaces=_replaced(person_id, actor, kind, replaces),
        **authorship(actor, access.person),
    )
    paper.save(force_insert=True)
    told = told_by_record(access, rules, actor) | {k: v for k, v in facts.items() if v}
    _write_version(paper, rules, access.person, told, signers or {}, actor)
    note(events.PREPARED, actor, paper, kind=kind)
    return paper


@transaction.atomic
def correct_paper(
    *,
    actor: Actor,
    paper_id: UUID,
    facts: Mapping[str, Any],
    signers: Signers | None = None,
    version: int,
) -> Corrected:
    """Write a new version: the paper is a draft again, and what was signed no longer counts.

    The draft is the team's; the versions sent before stay readable by whoever received them.
    ``version`` is the number that was on screen; somebody else's correction is a conflict.
    """
    paper = require_keeper(actor, paper_id, PaperAct.CORRECT)
    if paper.current != version:
        raise Conflict(
            _("Ce papier a une version plus récente que celle que vous aviez sous les yeux."),
            _("Relisez-la, puis refaites votre changement."),
        )
    before = current_version(paper)
    named = signers if signers is not None else signers_of(before)
    fallen = sum(line.state == Signature.State.SIGNED for line in before.signatures.all())
    close_links(paper)
    paper.current += 1
    paper.state = PaperState.DRAFT.value
    paper.sent_at = paper.closed_at = None
    paper.closing_reason = ""
    paper.save()
    written = _write_version(paper, paper.rules, paper.person, facts, named, actor)
    note(events.CORRECTED, actor, paper, version=written.number, fallen=fallen)
    return Corrected(paper, written, fallen)


def told_by_record(access: RecordAccess, kind: PaperKind, actor: Actor) -> FactValues:
    """What need not be typed again: who the person is, and the structure that prepares."""
    person = access.person
    told: FactValues = {
        "person_name": person.full_name,
        "person_birth_date": person.birth_date.isoformat() if person.birth_date else "",
    }
    if actor.organisation_id is not None:
        told["structure_name"] = Organisation.objects.get(pk=actor.organisation_id).outside_name
    return {key: value for key, value in told.items() if value and key in kind.facts}


def _write_version(
    paper: Paper,
    rules: PaperKind,
    person: Person,
    facts: Mapping[str, Any],
    signers: Signers,
    actor: Actor,
) -> PaperVersion:
    """The words, who must sign them and the drawn bytes, together or not at all."""
    version = PaperVersion(
        paper=paper,
        number=paper.current,
        facts=clean_facts(rules, facts),
        template_version=TEMPLATE_VERSION,
        created_by_id=actor.user_id,
        author_name=authorship(actor)["author_name"],
    )
    lines = planned_signatures(version, rules, person, signers)
    version.pdf = draw_version(paper, version, lines)
    version.sha256 = sha256_of(version.pdf)
    version.save(force_insert=True)
    Signature.objects.bulk_create(lines)
    return version


def _replaced(person_id: UUID, actor: Actor, kind: str, paper_id: UUID | None) -> Paper | None:
    """The paper of ours that this one will replace once everybody has signed it."""
    if paper_id is None:
        return None
    paper: Paper | None = Paper.unscoped.filter(
        pk=paper_id, person_id=person_id, organisation_id=actor.organisation_id, kind=kind
    ).first()
    if paper is None:
        raise Hidden("no such paper of ours")
    if paper.phase not in REPLACEABLE:
        raise Refusal(
            _("L’ancien papier n’est pas terminé."), _("Corrigez-le, au lieu d’en faire un autre.")
        )
    return paper
