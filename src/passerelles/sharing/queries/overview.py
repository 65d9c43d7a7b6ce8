"""Who sees what of a person's record, until when, and on which proof: one line per ground.

Two agreements never add up, so they are never merged in one line either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.clock import PARIS
from passerelles.sharing.models import Agreement, ConsentRequest, GuestLink, Party
from passerelles.sharing.models.parties import PartyBasis
from passerelles.sharing.onetime import MAX_TRIES
from passerelles.sharing.queries.names import name_for
from passerelles.sharing.queries.reach import through_tutors
from passerelles.sharing.rules.volets import (
    GUEST_VERBS,
    PURPOSE_LABELS,
    PURPOSE_VERBS,
    VOLET_TEXTS,
    Purpose,
    Verb,
    Volet,
    VoletText,
)
from passerelles.sharing.visibility import in_force


@dataclass(frozen=True, slots=True)
class Cell:
    """One volet for one ground: a sign and its words, never a colour alone."""

    sign: str
    words: str | Promise
    seen: bool


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A tutor's personal link, with its state in words."""

    id: UUID
    holder_name: str
    state: str
    last_day: date


@dataclass(frozen=True, slots=True)
class Row:
    """One ground: a mission, or one agreement."""

    organisation: str
    ours: bool
    role: str
    ground: str
    since: date
    last_day: date | None
    proof: str
    cells: list[Cell]
    volets: list[VoletText]
    agreement: Agreement | None = None
    links: list[LinkLine] = field(default_factory=list)
    has_scan: bool = False

    @property
    def takes_guests(self) -> bool:
        return self.agreement is not None and self.agreement.purpose == Purpose.PLACEMENT


@dataclass(frozen=True, slots=True)
class Overview:
    rows: list[Row]
    matrix: list[tuple[VoletText, list[Cell]]]  # one line per volet, one cell per row above
    waiting: list[ConsentRequest]
    answered: list[ConsentRequest]
    has_own_mission: bool
    may_take_over: bool

    @property
    def shows_one_twice(self) -> bool:
        """Whether an organisation has several columns: a mission, and agreements."""
        return len({(row.organisation, row.ours) for row in self.rows}) < len(self.rows)

    @property
    def reads_only_its_own(self) -> bool:
        """Its mission opens what it wrote; what partners write needs an agreement too."""
        return self.has_own_mission and not any(row.ours and row.agreement for row in self.rows)


SEES_AND_WRITES = ("✔✎", lazy("voit et écrit"))
SEES = ("✔", lazy("voit"))
TUTOR_WRITES = ("✔✎", lazy("le tuteur voit et écrit, avec son lien"))
TUTOR_SEES = ("✔", lazy("le tuteur voit, avec son lien"))
OWN = ("●", lazy("ses propres écrits"))
NOTHING = ("–", lazy("ne voit pas"))


def last_day(end: datetime) -> date:
    """Last day included of a half-open period."""
    return (end.astimezone(PARIS) - timedelta(microseconds=1)).date()


def shared_with(person_id: UUID, at: datetime) -> QuerySet[Agreement]:
    """Agreements in force about a person."""
    rows: QuerySet[Agreement] = Agreement.objects.filter(in_force(at), person_id=person_id)
    return (
        rows.select_related("receiver", "collected_by", "collected_for")
        .prefetch_related("volet_rows", "guest_links")
        .order_by("receiver__folded_name", "valid_from")
    )


def overview(actor: Actor, person_id: UUID) -> Overview:
    """Everything of the sharing page; the record has been opened before."""
    at = clock.now()
    missions = list(_missions(person_id, at))
    agreements = list(shared_with(person_id, at))
    requests = list(_requests(person_id, at))
    by_tutor = through_tutors(agreements, at)
    rows = [
        *(_mission_row(actor, party) for party in missions),
        *(
            _agreement_row(actor, agreement, by_tutor=agreement.id in by_tutor)
            for agreement in agreements
        ),
    ]
    return Overview(
        rows=rows,
        matrix=[
            (VOLET_TEXTS[volet], [row.cells[position] for row in rows])
            for position, volet in enumerate(Volet)
        ],
        waiting=[r for r in requests if r.state == ConsentRequest.State.SENT],
        answered=[r for r in requests if r.state != ConsentRequest.State.SENT],
        has_own_mission=any(p.organisation_id == actor.organisation_id for p in missions),
        may_take_over=_may_take_over(actor, missions, agreements),
    )


def _missions(person_id: UUID, at: datetime) -> QuerySet[Party]:
    return (
        Party.objects.filter(person_id=person_id, basis=PartyBasis.MISSION, since__lte=at)
        .filter(Q(until__isnull=True) | Q(until__gt=at))
        .select_related("organisation")
        .order_by("since")
    )


def _requests(person_id: UUID, at: datetime) -> QuerySet[ConsentRequest]:
    """Proposals still waiting, and answers of the last month."""
    state = ConsentRequest.State
    return (
        ConsentRequest.objects.filter(person_id=person_id)
        .filter(
            Q(state=state.SENT, expires_at__gt=at)
            | Q(
                state__in=[state.ACCEPTED, state.REFUSED],
                answered_at__gt=at - timedelta(days=30),
            )
        )
        .select_related("receiver", "requested_for")
        .order_by("-created_at")
    )


def _may_take_over(
    actor: Actor, missions: Iterable[Party], agreements: Iterable[Agreement]
) -> bool:
    ours = actor.organisation_id
    return all(party.organisation_id != ours for party in missions) and any(
        agreement.receiver_id == ours and agreement.purpose == Purpose.HANDOVER
        for agreement in agreements
    )


def _mission_row(actor: Actor, party: Party) -> Row:
    return Row(
        organisation=name_for(party.organisation, actor.organisation_id),
        ours=party.organisation_id == actor.organisation_id,
        role=party.get_role_display(),
        ground=_("sa propre mission"),
        since=party.since.astimezone(PARIS).date(),
        last_day=None,
        proof=_("dossier ouvert par cette structure"),
        cells=[Cell(*OWN, seen=True) for _volet in Volet],
        volets=[],
    )


def _agreement_row(actor: Actor, agreement: Agreement, *, by_tutor: bool) -> Row:
    verbs = PURPOSE_VERBS[Purpose(agreement.purpose)]
    agreed = agreement.volets
    mine = actor.organisation_id in (agreement.collected_for_id, agreement.receiver_id)
    return Row(
        organisation=name_for(agreement.receiver, actor.organisation_id),
        ours=agreement.receiver_id == actor.organisation_id,
        role=str(agreement.get_party_role_display()),
        ground=PURPOSE_LABELS[Purpose(agreement.purpose)],
        since=agreement.valid_from.astimezone(PARIS).date(),
        last_day=last_day(agreement.valid_until),
        proof=_proof(agreement, detailed=mine),
        cells=[
            _cell(volet, verbs if volet in agreed else frozenset(), by_tutor) for volet in Volet
        ],
        volets=[VOLET_TEXTS[volet] for volet in agreed],
        agreement=agreement,
        links=[_link(link) for link in agreement.guest_links.all() if link.revoked_at is None],
        has_scan=mine and bool(agreement.proof_scan),
    )


def _cell(volet: Volet, agreed: frozenset[Verb], by_tutor: bool) -> Cell:
    verbs = agreed & GUEST_VERBS[volet] if by_tutor else agreed
    if not verbs:
        return Cell(*NOTHING, seen=False)
    writes, sees = (TUTOR_WRITES, TUTOR_SEES) if by_tutor else (SEES_AND_WRITES, SEES)
    return Cell(*(writes if Verb.WRITE in verbs else sees), seen=True)


def _proof(agreement: Agreement, *, detailed: bool) -> str:
    """Who gave it and how; the reference itself only for those who hold it."""
    words = f"{agreement.get_giver_kind_display()}, {agreement.get_collection_display()}"
    return f"{words} ({agreement.proof_reference})" if detailed else words


def _link(link: GuestLink) -> LinkLine:
    return LinkLine(
        link.id, link.holder_name, _link_state(link, clock.now()), last_day(link.valid_until)
    )


def _link_state(link: GuestLink, at: datetime) -> str:
    if link.failed_attempts >= MAX_TRIES:
        return _("bloqué : cinq mauvais codes")
    if link.valid_until <= at:
        return _("terminé")
    return _("ouvert") if link.opened_at else _("pas encore ouvert")
