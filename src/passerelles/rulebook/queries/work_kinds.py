"""Forms of contracts side by side, and one of them in full, as the law stands on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from passerelles.kernel.errors import Hidden
from passerelles.law.catalogue import LawRule, the_catalogue
from passerelles.law.listing import value_on
from passerelles.law.parameters import CONFIDENCE_LABELS, the_book
from passerelles.law.situations import SITUATION_TEXTS
from passerelles.law.wording import number_fr
from passerelles.law.work_kinds import WorkFamily, WorkKind, work_kinds
from passerelles.organisations.rules.kinds import is_kind, kind
from passerelles.rulebook.queries.catalogue import CONFIDENCE_COLOURS, ValueLine, value_line
from passerelles.rulebook.rules.wording import EXIT_LABELS, FAMILY_LABELS, signatory, suspended

# What bounds a form, and the unit it is told in.
_BOUNDS = {
    "months_min": "mois",
    "months_max": "mois",
    "hours_min": "h par semaine",
    "hours_max": "h par semaine",
    "age_min": "ans",
    "age_max": "ans",
    "renewals_max": "fois",
}


@dataclass(frozen=True, slots=True)
class KindName:
    """Another name of a form: where it is called so, its label and its plain words."""

    where: str
    label: str
    plain: str


@dataclass(frozen=True, slots=True)
class KindLine:
    """One form: an empty text means that the law sets nothing there."""

    kind: WorkKind
    in_force: bool
    employers: tuple[str, ...]
    length: str
    hours: str
    renewals: str
    ages: str
    needs: tuple[str, ...]
    signatories: tuple[str, ...]
    suspends: tuple[str, ...]
    exit: str
    colour: str
    confidence: str
    values: tuple[ValueLine, ...]
    rules: tuple[LawRule, ...]
    names: tuple[KindName, ...]


@dataclass(frozen=True, slots=True)
class KindFamily:
    label: str
    kinds: tuple[KindLine, ...]


def kinds_on(day: date) -> list[KindFamily]:
    """Every form, by family; those over or not yet born are said so, not hidden."""
    lines = [_line(each, day) for each in work_kinds().values()]
    return [
        KindFamily(FAMILY_LABELS[family], tuple(x for x in lines if x.kind.family is family))
        for family in WorkFamily
        if any(x.kind.family is family for x in lines)
    ]


def kind_on(code: str, day: date) -> KindLine:
    found = work_kinds().get(code)
    if found is None:
        raise Hidden("forme de contrat absente du recueil")
    return _line(found, day)


def _line(form: WorkKind, day: date) -> KindLine:
    rules = _rules(form, day)
    keys = _keys(form, rules)
    months = _bounds(keys, "months_min", "months_max", day)
    return KindLine(
        kind=form,
        in_force=form.in_force(day),
        employers=tuple(_place(code) for code in sorted(form.employers)),
        length=_length(form, months),
        hours=_range(_bounds(keys, "hours_min", "hours_max", day), "h par semaine"),
        renewals=_renewals(keys, day),
        ages=_range(_bounds(keys, "age_min", "age_max", day), "ans"),
        needs=(*(SITUATION_TEXTS[needed].label for needed in form.needs), *form.conditions),
        signatories=tuple(signatory(code) for code in form.signatories),
        suspends=tuple(suspended(code) for code in form.suspends),
        exit=EXIT_LABELS[form.exit_effect],
        colour=CONFIDENCE_COLOURS[form.confidence],
        confidence=CONFIDENCE_LABELS[form.confidence],
        values=_values(keys, rules, day),
        rules=rules,
        names=tuple(_names(form)),
    )


_SUPERVISED = {
    True: "avec un encadrant de la structure sur place",
    False: "l’entreprise encadre seule",
}


def _names(form: WorkKind) -> Iterator[KindName]:
    for name in form.names:
        places = ", ".join(_place(code) for code in sorted(name.employers))
        said = "" if name.supervised is None else _SUPERVISED[name.supervised]
        where = ", ".join(part for part in (places, said) if part)
        yield KindName(where[:1].upper() + where[1:], name.label, name.plain)
    for place, code in form.elsewhere.items():
        name = work_kinds()[code].called(place, supervised=False)
        yield KindName(_place(place), name.label, name.plain)


def _place(code: str) -> str:
    return kind(code).label if is_kind(code) else code


def _keys(form: WorkKind, rules: tuple[LawRule, ...]) -> dict[str, str]:
    """Values that bound a form: its own, or the only such one its rule reads when a rule of its
    own checks it (the least length of a CDDI has an exception)."""
    read = {key for rule in rules if rule.id == form.rule for key in rule.parameters}
    found = {}
    for bound, unit in _BOUNDS.items():
        own: str = getattr(form, bound)
        alike = [key for key in read if key.endswith(f"_{bound}") and _unit(key) == unit]
        if own or len(alike) == 1:
            found[bound] = own or alike[0]
    return found


def _unit(key: str) -> str:
    rows = the_book().rows(key)
    return rows[0].unit if rows else ""


def _values(keys: dict[str, str], rules: tuple[LawRule, ...], day: date) -> tuple[ValueLine, ...]:
    """Its bounds, then whatever else the rules that frame it read."""
    read = (key for rule in rules for key in rule.parameters)
    every = dict.fromkeys((*keys.values(), *read))
    return tuple(value_line(value_on(the_book(), key, day), day) for key in every)


def _rules(form: WorkKind, day: date) -> tuple[LawRule, ...]:
    quoted = dict.fromkeys((form.rule, form.hours_rule, form.needs_rule))
    found = (the_catalogue().at(rule_id, day) for rule_id in quoted)
    return tuple(rule for rule in found if rule is not None)


def _bounds(keys: dict[str, str], low: str, high: str, day: date) -> tuple[str, str]:
    """Both ends in figures; empty when nothing is set, or not that day."""
    return _figure(keys.get(low, ""), day), _figure(keys.get(high, ""), day)


def _figure(key: str, day: date) -> str:
    row = value_on(the_book(), key, day).row if key else None
    return number_fr(row.value) if row else ""


def _range(bounds: tuple[str, str], unit: str) -> str:
    low, high = bounds
    if low and high:
        return f"{low} {unit}" if low == high else f"de {low} à {high} {unit}"
    if low:
        return f"au moins {low} {unit}"
    return f"au plus {high} {unit}" if high else ""


def _length(form: WorkKind, months: tuple[str, str]) -> str:
    said = _range(months, "mois")
    if form.open_ended:
        return f"sans date de fin, ou {said}" if said else "sans date de fin"
    return said


def _renewals(keys: dict[str, str], day: date) -> str:
    most = _figure(keys.get("renewals_max", ""), day)
    return f"renouvelable {most} fois au plus" if most else ""
