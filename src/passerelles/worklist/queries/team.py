"""The team: who does what, how pressing it is, and the persons nobody answers for or hears of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import Membership
from passerelles.pathways.models import Path, Referent
from passerelles.pathways.rules.stages import PathState
from passerelles.people.models import Person
from passerelles.sharing.models import Party
from passerelles.sharing.reading import note_listing
from passerelles.sharing.rules.decision import Basis
from passerelles.web import french
from passerelles.worklist.models import SilenceLimit
from passerelles.worklist.queries.board import gathered
from passerelles.worklist.queries.choices import silence_limit
from passerelles.worklist.queries.paths import path_rows, silence_of
from passerelles.worklist.queries.reach import MOST, own_organisation_id, reach
from passerelles.worklist.rules.items import Item, Urgency, Whose, leads

SHOWN = 25


@dataclass(frozen=True, slots=True)
class Colleague:
    """One line; ``followed`` is the number of active paths they answer for."""

    user_id: UUID | None
    name: str
    followed: int
    late: int
    today: int
    soon: int


@dataclass(frozen=True, slots=True)
class Named:
    """A person to look after, with the page that settles it."""

    name: str
    person_id: UUID
    url: str
    action: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class TeamPage:
    colleagues: tuple[Colleague, ...]
    alone: tuple[Named, ...]
    silent: tuple[Named, ...]
    more_alone: bool
    more_silent: bool
    limit: SilenceLimit


def team_page(actor: Actor) -> TeamPage:
    """For whoever leads the service; the names shown are noted as read."""
    if not leads(actor.rights):
        raise Hidden("does not lead the team")
    alone, silent = _alone(actor), _silent(actor)
    shown = {person.person_id for person in (*alone[:SHOWN], *silent[:SHOWN])}
    note_listing(actor, sorted(shown))
    return TeamPage(
        colleagues=tuple(_colleagues(actor)),
        alone=tuple(alone[:SHOWN]),
        silent=tuple(silent[:SHOWN]),
        more_alone=len(alone) > SHOWN,
        more_silent=len(silent) > SHOWN,
        limit=silence_limit(actor),
    )


def colleague_named(actor: Actor, user_id: UUID) -> str:
    """The name of a colleague in force; ``Hidden`` for anybody else."""
    if not leads(actor.rights):
        raise Hidden("does not lead the team")
    found = _members(actor).filter(user_id=user_id).first()
    if found is None:
        raise Hidden("no such colleague")
    return found.user.full_name


def _members(actor: Actor) -> QuerySet[Membership]:
    rows = Membership.objects.in_force().filter(organisation_id=own_organisation_id(actor))
    return rows.select_related("user").order_by("user__last_name", "user__first_name")


def _colleagues(actor: Actor) -> Iterable[Colleague]:
    view = reach(actor, Whose.TEAM)
    followed = _followed(actor)
    counts = _by_owner(gathered(view), _referents(actor))
    for member in _members(actor):
        if Right.WRITE_PEOPLE in member.rights:
            key = member.user_id
            yield _colleague(key, member.user.full_name, followed[key], counts.pop(key, Counter()))
    # What falls to nobody in particular, or to somebody who left.
    rest: Counter[Urgency] = sum(counts.values(), Counter())
    if rest:
        yield _colleague(None, _("Personne en particulier"), 0, rest)


def _colleague(
    user_id: UUID | None, name: str, followed: int, counts: Counter[Urgency]
) -> Colleague:
    coming = counts[Urgency.WEEK] + counts[Urgency.SOON]
    return Colleague(user_id, name, followed, counts[Urgency.LATE], counts[Urgency.TODAY], coming)


def _by_owner(
    items: Iterable[Item], referents: dict[UUID, UUID]
) -> dict[UUID | None, Counter[Urgency]]:
    """By whom it is done: the colleague named, else who follows the person."""
    counts: dict[UUID | None, Counter[Urgency]] = {}
    for item in items:
        owner = item.owner or (referents.get(item.person_id) if item.person_id else None)
        counts.setdefault(owner, Counter())[item.urgency] += 1
    return counts


def _active(actor: Actor) -> QuerySet[Referent]:
    return Referent.objects.filter(
        until=None,
        organisation_id=own_organisation_id(actor),
        path__in=Path.objects.filter(state=PathState.ACTIVE).across_people(),
    )


def _referents(actor: Actor) -> dict[UUID, UUID]:
    return dict(_active(actor).values_list("path__person_id", "user_id"))


def _followed(actor: Actor) -> Counter[UUID]:
    rows = _active(actor).values("user_id").annotate(number=Count("pk"))
    return Counter({row["user_id"]: row["number"] for row in rows})


def _alone(actor: Actor) -> list[Named]:
    """Persons of our own mission for whom nobody, here or elsewhere, leads an active path."""
    ours = Party.objects.filter(
        person=OuterRef("pk"),
        organisation_id=own_organisation_id(actor),
        basis=Basis.MISSION,
        until=None,
    )
    led = Referent.objects.filter(
        until=None, path__state=PathState.ACTIVE, path__person=OuterRef("pk")
    )
    rows = Person.objects.filter(Exists(ours), ~Exists(led)).order_by("folded_name")
    return [
        Named(
            person.short_name,
            person.id,
            reverse("pathways:start_path", args=[person.id]),
            _("Commencer son parcours"),
        )
        for person in rows[: SHOWN + 1]
    ]


def _silent(actor: Actor) -> list[Named]:
    view = reach(actor, Whose.TEAM)
    found: dict[UUID, Named] = {}
    for row in path_rows(view)[:MOST]:
        quiet = silence_of(row, view.today)
        if quiet:
            words = _("rien de noté depuis le %(day)s")
            found[row.person_id] = Named(
                row.person.short_name,
                row.person_id,
                reverse("support:plan_appointment", args=[row.person_id]),
                _("Fixer un rendez-vous"),
                words % {"day": french.short_date(quiet.since)},
            )
    return list(found.values())
