"""The persons an organisation holds, as a file of its own sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from passerelles.exchanges.connectors import Draft
from passerelles.exchanges.people_csv.parsing import FACT_FIELDS, Understood
from passerelles.exchanges.report import FieldChange
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as, system_actor
from passerelles.kernel.text import fold
from passerelles.people.actions import NewPerson, add_wish, tell_fact
from passerelles.people.actions.create import open_new_record
from passerelles.people.actions.identity import correct_from_file
from passerelles.people.models import ExternalReference, Fact, Person, Wish
from passerelles.people.rules.facts import FactKind
from passerelles.people.rules.lookalikes import Identity, Likeness, compare, plainly_different
from passerelles.people.rules.wishes import WishKind
from passerelles.sharing.models import Party
from passerelles.sharing.models.parties import PartyBasis

FACTS_PREFIX = "fact:"
WISH = "wish"


class KnownPeople:
    """Persons held by the organisation, found again by reference, or by name and birth date."""

    def __init__(self, organisation_id: UUID) -> None:
        self.organisation_id = organisation_id
        self.people = {person.id: person for person in self._held()}
        self.met: set[UUID] = set()  # whose name or data a report may show
        self._shown = {(p.short_name, p.identity): p.id for p in self.people.values()}
        self.by_reference = self._references()
        self._by_who: dict[tuple[str, str, Any], list[UUID]] = defaultdict(list)
        self._near: dict[Any, list[tuple[str, Identity]]] = defaultdict(list)
        for person in self.people.values():
            self._by_who[who(person.identity)].append(person.id)
            self.remember(person.short_name, person.identity)
        self.facts = self._facts()
        self.wishes = self._wishes()

    def _held(self) -> list[Person]:
        now = clock.now()
        parties = Party.objects.filter(
            Q(until=None) | Q(until__gt=now),
            organisation_id=self.organisation_id,
            basis=PartyBasis.MISSION,
            since__lte=now,
        )
        held = Person.unscoped.filter(pk__in=parties.values("person_id"), merged_into=None)
        return list(held.select_related("commune"))

    def _references(self) -> dict[str, UUID]:
        rows = ExternalReference.objects.filter(organisation_id=self.organisation_id)
        pairs = rows.values_list("reference", "person_id")
        return {reference: key for reference, key in pairs if key in self.people}

    def _facts(self) -> dict[tuple[UUID, FactKind], str]:
        rows = Fact.unscoped.filter(organisation_id=self.organisation_id, kind__in=FACT_FIELDS)
        return {
            (fact.person_id, FactKind(fact.kind)): fact.value
            for fact in rows.order_by("recorded_at")
        }

    def _wishes(self) -> set[tuple[UUID, str]]:
        rows = Wish.unscoped.filter(organisation_id=self.organisation_id)
        return set(rows.values_list("person_id", "words"))

    def find(self, reference: str, identity: Identity) -> Person | None:
        """The person of a line, when there is exactly one."""
        found = self._find(reference, identity)
        if found is not None:
            self.met.add(found.id)
        return found

    def _find(self, reference: str, identity: Identity) -> Person | None:
        if reference and reference in self.by_reference:
            return self.people[self.by_reference[reference]]
        same = self._by_who.get(who(identity), [])
        if reference:
            # A person already known by another number is somebody else.
            taken = set(self.by_reference.values())
            same = [key for key in same if key not in taken]
        return self.people[same[0]] if len(same) == 1 else None

    def remember(self, shown: str, identity: Identity) -> None:
        """Keep an identity where look-alikes of later lines will meet it."""
        for place in {identity.birth_date, fold(identity.last_name), fold(identity.usage_name)}:
            if place:
                self._near[place].append((shown, identity))

    def lookalikes(self, identity: Identity) -> list[tuple[str, Likeness]]:
        """Persons already known, or met earlier in the file, that look like this one."""
        found: dict[tuple[str, Identity], Likeness] = {}
        for place in (identity.birth_date, fold(identity.last_name), fold(identity.usage_name)):
            for shown, other in self._near.get(place, []) if place else []:
                if (shown, other) in found or plainly_different(identity, other):
                    continue
                likeness = compare(identity, other)
                if likeness.is_shown:
                    found[(shown, other)] = likeness
        self.met.update(self._shown[key] for key in found if key in self._shown)
        return [(shown, likeness) for (shown, _other), likeness in found.items()]


def who(identity: Identity) -> tuple[str, str, Any]:
    return fold(identity.first_name), fold(identity.last_name), identity.birth_date


class PeopleStore:
    """What the import compares with, and writes into, for one organisation."""

    def __init__(self, known: KnownPeople) -> None:
        self.known = known
        self._staged: list[tuple[Draft, tuple[FieldChange, ...]]] = []

    def prepare(self, drafts: Sequence[Draft]) -> None:
        """Everything was loaded with the persons known."""

    def current(self, draft: Draft) -> Mapping[str, Any] | None:
        person = self._person(draft)
        if person is None:
            return None
        return {name: self._held(person, name, value) for name, value in draft.values.items()}

    def _person(self, draft: Draft) -> Person | None:
        said: Understood = draft.extra["said"]
        return self.known.find(said.reference, said.identity)

    def _held(self, person: Person, name: str, value: Any) -> Any:
        if name.startswith(FACTS_PREFIX):
            kind = FactKind(name.removeprefix(FACTS_PREFIX))
            return self.known.facts.get((person.id, kind), "")
        if name == WISH:
            return value if (person.id, value) in self.known.wishes else ""
        if name == "reference":
            same = self.known.by_reference.get(value) == person.id
            return value if same else ""
        return getattr(person, name)

    def stage(self, draft: Draft, changes: tuple[FieldChange, ...]) -> None:
        self._staged.append((draft, changes))

    def write(self, *, actor: Actor) -> None:
        scribe = system_actor("reprise du fichier d’une organisation")
        for draft, _changes in self._staged:
            said: Understood = draft.extra["said"]
            person = self._person(draft)
            if person is None:
                person = self._open(actor, said)
            else:
                self._correct(actor, person, said)
            self._refer(person, said.reference)
            with acting_as(scribe):
                self._tell(scribe, person, said)

    def _open(self, actor: Actor, said: Understood) -> Person:
        return open_new_record(
            actor=actor,
            new=NewPerson(**said.values),
            organisation_id=self.known.organisation_id,
            imported=True,
        )

    def _correct(self, actor: Actor, person: Person, said: Understood) -> None:
        changes = {k: v for k, v in said.values.items() if getattr(person, k) != v}
        if changes:
            correct_from_file(
                actor=actor,
                person_id=person.id,
                changes=changes,
                organisation_id=self.known.organisation_id,
            )

    def _refer(self, person: Person, reference: str) -> None:
        if reference and reference not in self.known.by_reference:
            ExternalReference.objects.create(
                person=person,
                organisation_id=self.known.organisation_id,
                reference=reference,
            )

    def _tell(self, scribe: Actor, person: Person, said: Understood) -> None:
        for kind, value in said.facts.items():
            if self.known.facts.get((person.id, kind)) != value:
                tell_fact(
                    actor=scribe,
                    person_id=person.id,
                    kind=kind,
                    value=value,
                    spontaneous=True,
                    organisation_id=self.known.organisation_id,
                )
        if said.wish and (person.id, said.wish) not in self.known.wishes:
            add_wish(
                actor=scribe,
                person_id=person.id,
                kind=WishKind.OTHER,
                words=said.wish,
                organisation_id=self.known.organisation_id,
            )
