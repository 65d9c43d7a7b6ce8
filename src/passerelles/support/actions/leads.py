"""Log a company lead; take one up for a person; say how far it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.organisations.models import Membership
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.people.models import Person
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.support.events import LEAD_TAKEN_UP
from passerelles.support.models import CompanyLead, Objective, PersonLead
from passerelles.support.rules.leads import LeadOrigin, LeadOutcome, holds_contact


@dataclass(frozen=True, slots=True)
class LeadDraft:
    company: str
    origin: LeadOrigin
    on: date
    known_by: UUID | None = None
    words: str = ""


def log_lead(*, actor: Actor, draft: LeadDraft) -> CompanyLead:
    """Anybody of the team may: whoever knows a company says so."""
    if actor.kind is not ActorKind.PROFESSIONAL or actor.organisation_id is None:
        raise Hidden("not of a team")
    refuse_nir_in(company=draft.company, words=draft.words)
    for field, text in (("company", draft.company), ("words", draft.words)):
        if holds_contact(text):
            raise Refusal(
                "Ni téléphone ni adresse de courriel ici.",
                "Une piste nomme une entreprise et qui la connaît dans l’équipe.",
                field=field,
            )
    if not draft.company.strip():
        raise Refusal("Il manque l’entreprise.", "Écrivez son nom.", field="company")
    if draft.on > clock.today():
        raise Refusal("Cette date est dans l’avenir.", "Vérifiez-la.", field="on")
    if draft.known_by is not None and not _colleague(actor, draft.known_by):
        raise Refusal("Ce n’est pas un collègue.", "Choisissez dans la liste.", field="known_by")
    lead: CompanyLead = CompanyLead.objects.create(
        organisation_id=actor.organisation_id,
        company=" ".join(draft.company.split()),
        origin=draft.origin,
        known_by_id=draft.known_by,
        words=draft.words.strip(),
        on=draft.on,
        author_id=actor.user_id,
    )
    return lead


def take_up_lead(
    *, actor: Actor, person_id: UUID, lead_id: UUID, objective_id: UUID | None = None
) -> PersonLead:
    """For a person, without waiting that anything else be settled first."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PROJECT)
        lead = CompanyLead.objects.filter(pk=lead_id, organisation=actor.organisation_id).first()
        if lead is None:
            raise Hidden("no such lead")
        objective = None
        if objective_id is not None:
            objective = visible_entry(actor, Objective, person_id, objective_id)
        Person.unscoped.select_for_update().only("pk").get(pk=person_id)
        if PersonLead.unscoped.filter(person_id=person_id, lead=lead).exists():
            raise Refusal(
                "Cette piste est déjà suivie pour la personne.",
                "Dites plutôt où elle en est.",
                field="lead",
            )
        taken: PersonLead = PersonLead.unscoped.create(
            person_id=person_id,
            volet=Volet.PROJECT,
            lead=lead,
            objective=objective,
            **signature(actor),
        )
        _journal(actor, taken)
    return taken


def say_outcome(
    *, actor: Actor, person_id: UUID, taken_id: UUID, version: int, outcome: LeadOutcome
) -> PersonLead:
    with transaction.atomic():
        require_write(actor, person_id, Volet.PROJECT)
        taken = visible_entry(actor, PersonLead, person_id, taken_id)
        if taken.organisation_id != actor.organisation_id:
            raise Hidden("followed by another organisation")
        changed = PersonLead.unscoped.filter(pk=taken.pk, version=version).update(
            outcome=outcome, outcome_on=clock.today(), version=version + 1
        )
        if changed != 1:
            raise Conflict("Un collègue vient de mettre à jour cette piste.", "Relisez-la.")
        taken.refresh_from_db()
        _journal(actor, taken)
    return taken


def _colleague(actor: Actor, user_id: UUID) -> bool:
    rows = Membership.objects.in_force()
    if actor.organisation_id is None:
        return False
    return bool(rows.filter(user_id=user_id, organisation_id=actor.organisation_id).exists())


def _journal(actor: Actor, taken: PersonLead) -> None:
    record(
        LEAD_TAKEN_UP,
        actor=actor,
        person_id=taken.person_id,
        volets=[Volet.PROJECT],
        details={"lead": str(taken.lead_id), "outcome": str(taken.outcome)},
    )
