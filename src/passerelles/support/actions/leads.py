"""Log a company lead; take one up for a person; say how far it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.organisations.models import Membership, Organisation
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.people.models import Person
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.support.events import LEAD_TAKEN_UP
from passerelles.support.models import CompanyLead, LeadChange, Objective, PersonLead
from passerelles.support.rules.corrections import ChangeKind, lead_words
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
    place = _team(actor)
    _check(actor, draft)
    with transaction.atomic():
        Organisation.objects.select_for_update().only("pk").get(pk=place)
        _refuse_twin(place, draft)
        lead: CompanyLead = CompanyLead.objects.create(
            organisation_id=place, author_id=actor.user_id, **_told(draft)
        )
    return lead


def correct_lead(
    *, actor: Actor, lead_id: UUID, version: int, draft: LeadDraft, reason: str
) -> CompanyLead:
    """Put right by anybody of the team; what was noted stays readable, with why."""
    _team(actor)
    _check(actor, draft)
    with transaction.atomic():
        lead = _held(actor, lead_id, version)
        _keep(actor, lead, ChangeKind.CORRECTED, reason)
        for name, value in _told(draft).items():
            setattr(lead, name, value)
        lead.version += 1
        lead.save()
    return lead


def cancel_lead(*, actor: Actor, lead_id: UUID, version: int, reason: str) -> CompanyLead:
    """Counted and offered no more; what was already followed for somebody stays theirs."""
    _team(actor)
    with transaction.atomic():
        lead = _held(actor, lead_id, version)
        _keep(actor, lead, ChangeKind.CANCELLED, reason)
        lead.set_aside_on = clock.today()
        lead.set_aside_by = signature(actor)["author_name"]
        lead.set_aside_why = reason.strip()
        lead.version += 1
        lead.save()
    return lead


def _team(actor: Actor) -> UUID:
    if actor.kind is not ActorKind.PROFESSIONAL or actor.organisation_id is None:
        raise Hidden("not of a team")
    return actor.organisation_id


def _told(draft: LeadDraft) -> dict[str, Any]:
    return {
        "company": " ".join(draft.company.split()),
        "origin": draft.origin,
        "known_by_id": draft.known_by,
        "words": draft.words.strip(),
        "on": draft.on,
    }


def _refuse_twin(place: UUID, draft: LeadDraft) -> None:
    """A form sent twice writes once; a colleague who knows the same company writes theirs."""
    told = _told(draft)
    company = told.pop("company")
    rows = CompanyLead.objects.filter(organisation_id=place, set_aside_on=None, **told)
    if rows.filter(company__iexact=company).exists():
        raise Refusal(
            f"La piste « {company} » est déjà notée, avec les mêmes mots.",
            "Elle n’est comptée qu’une fois : relisez la liste.",
            field="company",
        )


def _held(actor: Actor, lead_id: UUID, version: int) -> CompanyLead:
    rows = CompanyLead.objects.select_for_update()
    lead = rows.filter(pk=lead_id, organisation=actor.organisation_id).first()
    if lead is None:
        raise Hidden("no such lead")
    if lead.set_aside_on is not None or lead.version != version:
        raise Conflict("Un collègue vient de modifier cette piste.", "Relisez-la.")
    return lead


def _keep(actor: Actor, lead: CompanyLead, kind: ChangeKind, reason: str) -> None:
    refuse_nir_in(reason=reason)
    if not reason.strip():
        raise Refusal("Il manque la raison.", "Écrivez-la en quelques mots.", "reason")
    _refuse_contact("reason", reason)
    known_by = lead.known_by.short_name if lead.known_by else ""
    LeadChange.objects.create(
        lead=lead,
        kind=kind,
        before=lead_words(lead.company, lead.origin, lead.on, known_by=known_by, words=lead.words),
        reason=reason.strip(),
        author_id=actor.user_id,
        author_name=signature(actor)["author_name"],
    )


def _check(actor: Actor, draft: LeadDraft) -> None:
    refuse_nir_in(company=draft.company, words=draft.words)
    _refuse_contact("company", draft.company)
    _refuse_contact("words", draft.words)
    if not draft.company.strip():
        raise Refusal("Il manque l’entreprise.", "Écrivez son nom.", field="company")
    if draft.on > clock.today():
        raise Refusal("Cette date est dans l’avenir.", "Vérifiez-la.", field="on")
    if draft.known_by is not None and not _colleague(actor, draft.known_by):
        raise Refusal("Ce n’est pas un collègue.", "Choisissez dans la liste.", field="known_by")


def _refuse_contact(field: str, text: str) -> None:
    if holds_contact(text):
        raise Refusal(
            "Ni téléphone ni adresse de courriel ici.",
            "Une piste nomme une entreprise et qui la connaît dans l’équipe.",
            field=field,
        )


def take_up_lead(
    *, actor: Actor, person_id: UUID, lead_id: UUID, objective_id: UUID | None = None
) -> PersonLead:
    """For a person, without waiting that anything else be settled first."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PROJECT)
        lead = CompanyLead.objects.filter(pk=lead_id, organisation=actor.organisation_id).first()
        if lead is None:
            raise Hidden("no such lead")
        if lead.set_aside_on is not None:
            raise Conflict("Un collègue vient d’annuler cette piste.", "Choisissez-en une autre.")
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
