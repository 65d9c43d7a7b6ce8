"""What is due about work, and how far the law's counters have gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from passerelles.kernel import clock
from passerelles.kernel.calendar import add_months, days_in
from passerelles.law.acts.work import Immersion
from passerelles.law.parameters import Book, Parameter
from passerelles.law.question_words import NoWords, computed_words
from passerelles.law.showing import law_day, with_unit
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.work_law import Consulted
from passerelles.pathways.rules.work import WorkState
from passerelles.people.queries.record import situations
from passerelles.people.rules.situations import SituationKind, SituationState
from passerelles.sharing.policy import RecordAccess

# A counter of the law, and the key of its ceiling in the book of parameters.
_CEILINGS: dict[str, str] = {
    "enterprise_hours": "ai_hours_max",
    "host_days_in_window": "pmsmp_days_max",
    "cddi_months": "cddi_months_max",
    "total_weekly_hours": "esat_shared_hours_max",
    "weekly_hours_total": "cddi_hours_min",
}
_NOTICES = ("esat_mad_first_notice_months", "esat_mad_second_notice_months")


@dataclass(frozen=True, slots=True)
class Counter:
    """How far, out of how much, and where the ceiling is written."""

    label: str
    value: str
    ceiling: str
    source: str
    share: int | None


@dataclass(frozen=True, slots=True)
class Deadline:
    on: date
    label: str
    late: bool


def counters(consulted: Consulted, book: Book) -> list[Counter]:
    """Counters of the law for this situation, each with its ceiling and its source."""
    answer = consulted.answer
    used = {row.key: row for row in answer.parameters}
    computed = {**_first_days(consulted), **answer.computed}
    found = []
    for name, key in _CEILINGS.items():
        value = computed.get(name)
        if not isinstance(value, Decimal | int) or isinstance(value, bool):
            continue
        ceiling = used.get(key) or book.at(key, law_day(consulted.document))
        found.append(_counter(name, Decimal(value), ceiling))
    cap = answer.computed.get("pmsmp_days_cap")
    done = answer.computed.get("pmsmp_days_in_contract")
    if isinstance(cap, int | Decimal) and isinstance(done, int | Decimal):
        counter = _counter("pmsmp_days_in_contract", Decimal(done), None)
        share = round(100 * Decimal(done) / Decimal(cap)) if cap else None
        found.append(Counter(counter.label, counter.value, f"{cap} jours", "PMSMP-06", share))
    return found


def _first_days(consulted: Consulted) -> dict[str, int]:
    """Days of a first immersion at a host: the law only counts from the second on."""
    act = consulted.document.act
    if not isinstance(act, Immersion) or act.type != "pmsmp" or act.start is None:
        return {}
    days = act.days if act.days is not None else days_in(act.start, act.end or act.start)
    return {"host_days_in_window": days}


def _counter(name: str, value: Decimal, ceiling: Parameter | None) -> Counter:
    try:
        words = computed_words(name)
        label, unit = words.label, words.unit
    except NoWords:
        label, unit = name, ""
    if ceiling is None:
        return Counter(label, with_unit(value, unit), "", "", None)
    share = round(100 * value / ceiling.value) if ceiling.value else None
    return Counter(
        label,
        with_unit(value, unit),
        with_unit(ceiling.value, ceiling.unit),
        ceiling.article or ceiling.source,
        share,
    )


def deadlines(
    access: RecordAccess, situation: WorkSituation, consulted: Consulted, book: Book
) -> list[Deadline]:
    """Days that matter for this situation, soonest first; rights only when they may be read."""
    if situation.state in {WorkState.ENDED, WorkState.CANCELLED}:
        return []
    today = clock.today()
    days = {*_own_days(situation, consulted, book), *_rights(access, situation)}
    return [Deadline(on, label, on < today) for on, label in sorted(days)]


def _own_days(
    situation: WorkSituation, consulted: Consulted, book: Book
) -> Iterator[tuple[date, str]]:
    if situation.end is not None:
        yield situation.end, "Dernier jour prévu"
    limit = consulted.answer.computed.get("assignment_limit")
    if isinstance(limit, date):
        yield limit, "Durée maximale de la mise à disposition, sauf accord de la CDAPH"
        for key in _NOTICES:
            row = book.at(key, situation.start)
            day = add_months(limit, -row.whole)
            yield day, f"{row.whole} mois avant la durée maximale : préparer la suite"
    decided = situation.details.get("act.derogation.end")
    if isinstance(decided, str):
        yield date.fromisoformat(decided), "Fin de la dérogation"


_RIGHTS = {
    SituationKind.IAE_PASS: "Fin du PASS IAE",
    SituationKind.CDAPH_ORIENTATION: "Fin de l’orientation de la CDAPH",
    SituationKind.RQTH: "Fin de la RQTH",
}


def _rights(access: RecordAccess, situation: WorkSituation) -> Iterator[tuple[date, str]]:
    for held in situations(access):
        label = _RIGHTS.get(held.kind)
        obtained = held.state is SituationState.OBTAINED
        if (
            label
            and obtained
            and held.valid_until is not None
            and held.valid_until >= situation.start
        ):
            yield held.valid_until, label
