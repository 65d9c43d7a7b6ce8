"""Questions over several persons: the list, the search, look-alikes, repeated questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncMonth

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.people.models import Person, PersonMerge, RepeatedQuestion, Situation, Wish
from passerelles.people.rules.limits import FUZZY_NAMES
from passerelles.people.rules.lookalikes import Identity, Likeness, compare, plainly_different
from passerelles.people.rules.search import nearest, words
from passerelles.people.rules.situations import SITUATIONS, SituationKind, SituationState
from passerelles.people.rules.wishes import ABOUT_LEAVING, LEAVING
from passerelles.sharing.models.entries import PersonDataQuerySet

PAGE_SIZE = 25
# Paths live above this layer: asked for by name, through their own closed managers.
ACTIVE_PATH = "active"


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What narrows the list; everything applies after what the reader may see."""

    text: str = ""
    referent: bool = False
    to_do: bool = False
    leaving: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.referent or self.to_do or self.leaving)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of the list: who, with whom, and what waits."""

    person: Person
    referents: tuple[str, ...] = ()
    to_do: tuple[str, ...] = ()
    wishes_to_leave: bool = False


@dataclass(frozen=True, slots=True)
class PeoplePage:
    lines: list[PersonLine]
    page: Page[Any]
    approximate: bool = field(default=False)  # nothing exact: what is nearest is shown


def matching_people(actor: Actor, wanted: PeopleFilter, *, page_number: str = "1") -> PeoplePage:
    """One page of the persons the actor may see, filtered."""
    visible = _filtered(actor, wanted)
    if not wanted.text.strip():
        page: Page[Any] = _page(visible.select_related("commune"), page_number)
        return PeoplePage(lines(actor, page.object_list), page)
    found, approximate = _search(visible, wanted.text)
    page = _page(found, page_number)
    people = visible.select_related("commune").in_bulk(list(page.object_list))
    ordered = [people[key] for key in page.object_list if key in people]
    return PeoplePage(lines(actor, ordered), page, approximate)


def _page(rows: QuerySet[Person] | list[UUID], number: str) -> Page[Any]:
    return Paginator(rows, PAGE_SIZE).get_page(number)


def _filtered(actor: Actor, wanted: PeopleFilter) -> QuerySet[Person]:
    people: QuerySet[Person] = Person.objects.all()
    if wanted.referent:
        people = people.filter(pk__in=_own_paths(actor).values("person_id"))
    if wanted.to_do:
        waiting = Situation.objects.filter(state=SituationState.TO_DO).across_people()
        people = people.filter(pk__in=waiting.values("person_id"))
    if wanted.leaving:
        people = people.filter(pk__in=_leaving().across_people().values("person_id"))
    return people


def _own_paths(actor: Actor) -> QuerySet[Any]:
    paths: QuerySet[Any] = apps.get_model("pathways", "Path").objects.filter(
        state=ACTIVE_PATH,
        referents__user_id=actor.user_id,
        referents__organisation_id=actor.organisation_id,
        referents__until=None,
    )
    return paths


def _search(visible: QuerySet[Person], text: str) -> tuple[list[UUID], bool]:
    """Identifiers of the persons whose name matches, else of those whose name is near.

    The work is the same whether somebody elsewhere bears the name or nobody does.
    """
    names = dict(visible.values_list("pk", "folded_name")[:FUZZY_NAMES])
    typed = words(text)
    exact = [key for key, name in names.items() if typed and all(word in name for word in typed)]
    near = nearest(text, names)
    return (exact, False) if exact else (near, bool(near))


def lines(actor: Actor, people: Iterable[Person]) -> list[PersonLine]:
    """What the list says of each person, in three queries for the whole page."""
    shown = list(people)
    keys = [person.id for person in shown]
    referents = _referents(keys)
    waiting = _waiting(keys)
    leaving = set(_leaving().filter(person_id__in=keys).values_list("person_id", flat=True))
    return [
        PersonLine(
            person=person,
            referents=tuple(referents[person.id]),
            to_do=tuple(waiting[person.id]),
            wishes_to_leave=person.id in leaving,
        )
        for person in shown
    ]


def _referents(keys: list[UUID]) -> dict[UUID, list[str]]:
    paths = apps.get_model("pathways", "Path").objects.filter(person_id__in=keys, state=ACTIVE_PATH)
    found: dict[UUID, list[str]] = defaultdict(list)
    referents = apps.get_model("pathways", "Referent").objects.filter(path__in=paths, until=None)
    for referent in referents.select_related("user", "path"):
        found[referent.path.person_id].append(referent.user.short_name)
    return found


def _waiting(keys: list[UUID]) -> dict[UUID, list[str]]:
    rows = Situation.objects.filter(person_id__in=keys, state=SituationState.TO_DO)
    found: dict[UUID, list[str]] = defaultdict(list)
    for person_id, kind in rows.values_list("person_id", "kind"):
        label = SITUATIONS[SituationKind(kind)].label
        if label not in found[person_id]:
            found[person_id].append(label)
    return found


def _leaving() -> PersonDataQuerySet[Wish]:
    """Latest word of each person about leaving protected work, when it is to leave."""
    said = Wish.objects.filter(kind__in=ABOUT_LEAVING)
    last = (
        Wish.objects.filter(person_id=OuterRef("person_id"), kind__in=ABOUT_LEAVING)
        .order_by("-expressed_on", "-recorded_at")
        .values("pk")[:1]
    )
    latest: PersonDataQuerySet[Wish] = said.filter(kind__in=LEAVING, pk=Subquery(last))
    return latest


def leaving_candidates(actor: Actor) -> list[tuple[PersonLine, Wish]]:
    """Persons whose last word is that they wish to leave, longest waiting first."""
    latest = (
        _leaving().across_people().filter(person__in=Person.objects.all()).order_by("expressed_on")
    )
    found = list(latest.select_related("organisation"))
    people = Person.objects.select_related("commune").in_bulk([wish.person_id for wish in found])
    by_person = {line.person.id: line for line in lines(actor, people.values())}
    return [(by_person[wish.person_id], wish) for wish in found if wish.person_id in by_person]


def lookalikes(identity: Identity) -> list[tuple[Person, Likeness]]:
    """Visible persons who look like an identity, the most alike first."""
    columns = ("pk", "first_name", "last_name", "usage_name", "birth_date")
    scored = []
    for key, first, last, usage, birth in Person.objects.order_by().values_list(*columns):
        other = Identity(first, last, usage, birth)
        if plainly_different(identity, other):
            continue
        likeness = compare(identity, other)
        if likeness.is_shown:
            scored.append((likeness, key))
    scored.sort(key=lambda pair: -pair[0].score)
    people = Person.objects.select_related("commune").in_bulk([key for _l, key in scored])
    return [(people[key], likeness) for likeness, key in scored if key in people]


@dataclass(frozen=True, slots=True)
class Repeated:
    """How many times a subject was asked again in a month."""

    month: datetime
    subject: str
    times: int


def repeated_questions(organisation_id: UUID) -> list[Repeated]:
    """How often an organisation asked again, by subject and month, latest month first."""
    rows = (
        RepeatedQuestion.objects.filter(organisation_id=organisation_id, asked_at__lte=clock.now())
        .annotate(month=TruncMonth("asked_at"))
        .values("month", "subject")
        .annotate(times=Count("id"))
        .order_by("-month", "-times", "subject")
    )
    return [Repeated(row["month"], row["subject"], row["times"]) for row in rows]


def merges(organisation_id: UUID, person_id: UUID) -> list[PersonMerge]:
    """Merges into a record that its organisation may still undo, the latest first."""
    found = PersonMerge.objects.filter(
        kept_id=person_id, organisation_id=organisation_id, undone_at=None
    )
    return list(found.select_related("absorbed", "merged_by").order_by("-merged_at"))
