"""Company leads of the place, and those taken up for a person."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import Membership
from passerelles.pathways.queries.eyes import Eyes
from passerelles.support.models import CompanyLead, LeadChange, PersonLead
from passerelles.support.rules.leads import (
    OUTCOME_PLAIN,
    LeadCount,
    LeadOrigin,
    LeadOutcome,
    count_by_origin,
)

SHOWN = 100


@dataclass(frozen=True)
class LeadsPage:
    """``counts``: outcomes only for the persons the reader may see; ``corrections``:
    what was noted by mistake, cancelled leads among it; it counts no more."""

    leads: tuple[CompanyLead, ...]
    counts: tuple[LeadCount, ...]
    corrections: tuple[LeadChange, ...]


def leads_page(actor: Actor) -> LeadsPage:
    rows = CompanyLead.objects.filter(organisation=actor.organisation_id, set_aside_on=None)
    tried = PersonLead.objects.filter(organisation_id=actor.organisation_id).across_people()
    outcomes = [
        (LeadOrigin(origin), LeadOutcome(outcome))
        for origin, outcome in tried.values_list("lead__origin", "outcome")
    ]
    origins = [LeadOrigin(origin) for origin in rows.values_list("origin", flat=True)]
    shown = tuple(rows.select_related("known_by", "author")[:SHOWN])
    changes = LeadChange.objects.filter(lead__organisation=actor.organisation_id)
    return LeadsPage(
        shown,
        count_by_origin(origins, outcomes),
        corrections=tuple(changes.select_related("lead").order_by("-recorded_at")[:SHOWN]),
    )


def own_lead(actor: Actor, lead_id: UUID, *, sent: bool = False) -> CompanyLead:
    """A lead of the team; ``sent``: a form was filled, it meets the conflict when cancelled."""
    rows = CompanyLead.objects.filter(organisation=actor.organisation_id, pk=lead_id)
    lead = rows.first() if sent else rows.filter(set_aside_on=None).first()
    if lead is None:
        raise Hidden("no such lead")
    return lead


def colleagues(actor: Actor) -> list[tuple[str, str]]:
    """Who in the team may know a company; oneself included."""
    if actor.organisation_id is None:
        raise Hidden("not of a team")
    rows = (
        Membership.objects.in_force()
        .filter(organisation_id=actor.organisation_id, user__is_active=True)
        .select_related("user")
        .order_by("user__first_name", "user__last_name")
    )
    return [(str(row.user_id), row.user.short_name) for row in rows]


@dataclass(frozen=True)
class TakenView:
    taken: PersonLead
    company: str
    origin: str
    objective: str
    own: bool

    @property
    def plain(self) -> str:
        return OUTCOME_PLAIN[LeadOutcome(self.taken.outcome)]


def leads_of(eyes: Eyes) -> list[TakenView]:
    rows = eyes.entries(PersonLead).select_related("lead", "objective")
    return [
        TakenView(
            taken=row,
            company=row.lead.company,
            origin=row.lead.get_origin_display(),
            objective=row.objective.words if row.objective else "",
            own=row.organisation_id == eyes.organisation_id,
        )
        for row in rows
    ]


def taken_view(eyes: Eyes, taken_id: object) -> TakenView:
    for view in leads_of(eyes):
        if view.taken.pk == taken_id:
            return view
    raise Hidden("no such lead")


def leads_to_take(eyes: Eyes, actor: Actor) -> list[tuple[str, str]]:
    """Leads of the place not yet taken up for this person."""
    known = [view.taken.lead_id for view in leads_of(eyes)]
    ours = CompanyLead.objects.filter(organisation=actor.organisation_id, set_aside_on=None)
    rows = ours.exclude(pk__in=known)
    return [(str(row.pk), f"{row.company} ({row.get_origin_display()})") for row in rows[:SHOWN]]
