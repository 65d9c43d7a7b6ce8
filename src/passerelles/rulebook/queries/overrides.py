"""The law as one organisation reads it: its own values above those that are uncertain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Hidden
from passerelles.law.catalogue import FAMILIES, LawRule, the_catalogue
from passerelles.law.listing import value_on, value_words
from passerelles.law.parameters import Book, Confidence, Parameter, the_book
from passerelles.organisations.policy import own_organisation
from passerelles.rulebook.models import ParameterOverride
from passerelles.rulebook.rules.settling import rules_reading, settable_keys


def book_for(organisation_id: UUID | None) -> Book:
    """The values of the law with the organisation's own above them: ask once per request.

    Never for a public answer: those read the law as it is shipped.
    """
    if organisation_id is None:
        return the_book()
    rows = ParameterOverride.objects.standing().filter(organisation=organisation_id)
    above = [_row(override) for override in rows.select_related("organisation")]
    return the_book().with_rows_above(above) if above else the_book()


def _row(override: ParameterOverride) -> Parameter:
    shipped = the_book().rows(override.key)
    known = shipped[0] if shipped else None
    return Parameter(
        key=override.key,
        label=known.label if known else override.key,
        value=override.value,
        unit=known.unit if known else "",
        start=override.starts_on,
        end=override.ends_on,
        source=override.source,
        article=known.article if known else "",
        # Setting a value does not make the law any surer.
        confidence=Confidence.UNCERTAIN,
        note=override.reason,
        owner=override.organisation.name,
    )


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One of the organisation's own values, as its page tells it."""

    override: ParameterOverride
    words: str
    now: bool

    @property
    def standing(self) -> bool:
        return self.override.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class UncertainValue:
    """A value the law leaves in doubt: what is shipped, why, and what the organisation set."""

    key: str
    label: str
    unit: str
    shipped: Parameter | None
    shipped_words: str
    rules: tuple[LawRule, ...]
    doubts: tuple[str, ...]
    own: tuple[OwnRow, ...]

    @property
    def current(self) -> OwnRow | None:
        return next((row for row in self.own if row.now), None)


def uncertain_values(actor: Actor) -> list[UncertainValue]:
    """Every value the actor's organisation may set, with what it has set."""
    organisation = own_organisation(actor, Right.MANAGE_SETTINGS)
    mine: dict[str, list[ParameterOverride]] = {}
    for override in ParameterOverride.objects.filter(organisation=organisation).select_related(
        "author"
    ):
        mine.setdefault(override.key, []).append(override)
    day = clock.today()
    keys = settable_keys(the_book(), the_catalogue())
    return [_uncertain(key, mine.get(key, []), day) for key in keys]


def by_family(values: list[UncertainValue]) -> list[tuple[str, list[UncertainValue]]]:
    """``(label, values)``: each under the family of the first rule that reads it."""
    grouped: dict[str, list[UncertainValue]] = {}
    for value in values:
        label = FAMILIES[value.rules[0].family] if value.rules else "Autres valeurs"
        grouped.setdefault(label, []).append(value)
    order = [*FAMILIES.values(), "Autres valeurs"]
    return sorted(grouped.items(), key=lambda group: order.index(group[0]))


def uncertain_value(actor: Actor, key: str) -> UncertainValue:
    """One of them; a value the law is sure of is not found here."""
    for value in uncertain_values(actor):
        if value.key == key:
            return value
    raise Hidden("valeur absente, ou que le droit dit sans doute")


def own_override(actor: Actor, override_id: UUID) -> ParameterOverride:
    organisation = own_organisation(actor, Right.MANAGE_SETTINGS)
    rows = ParameterOverride.objects.standing().filter(organisation=organisation)
    found = rows.filter(pk=override_id).first()
    if found is None:
        raise Hidden("réglage absent, retiré ou d’une autre organisation")
    return found


def _uncertain(key: str, mine: list[ParameterOverride], day: date) -> UncertainValue:
    dated = value_on(the_book(), key, day)
    unit = dated.history[0].unit
    read_by = {rule.id: rule for rule in rules_reading(key, the_catalogue())}
    notes = [row.note for row in dated.history] + [rule.note for rule in read_by.values()]
    return UncertainValue(
        key=key,
        label=dated.label,
        unit=unit,
        shipped=dated.row,
        shipped_words=value_words(dated.row.value, unit) if dated.row else "",
        rules=tuple(read_by.values()),
        doubts=tuple(dict.fromkeys(note for note in notes if note)),
        own=tuple(_own(override, unit, day) for override in mine),
    )


def _own(override: ParameterOverride, unit: str, day: date) -> OwnRow:
    value: Decimal = override.value
    return OwnRow(override, value_words(value, unit), override.holds_on(day))
