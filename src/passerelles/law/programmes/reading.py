"""A programme from data (TOML, JSON, a form): the programme, or every mistake with its path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from passerelles.law.programmes.coherence import coherence_mistakes
from passerelles.law.programmes.fields import CODE_LENGTH, LABEL_LENGTH, Fields
from passerelles.law.programmes.model import (
    Dimension,
    Duty,
    Entry,
    Gate,
    HourCounter,
    Judgment,
    Limits,
    Measure,
    MetBy,
    Notice,
    Phase,
    Programme,
    Rhythm,
    Term,
    ToSettle,
)
from passerelles.law.reading import Mistake
from passerelles.law.situations import SituationKind
from passerelles.law.work_kinds import work_kinds

MONTHS_MOST = 1200
WEEK_HOURS_MOST = 168
_ZERO = Decimal(0)

_SITUATIONS = frozenset(kind.value for kind in SituationKind)


class NotAProgramme(ValueError):
    """Shipped data do not make a programme; ``mistakes`` says where."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(" ; ".join(map(str, self.mistakes)))


def read_programme(data: Mapping[str, Any]) -> Programme | list[Mistake]:
    """The programme the data describe, or what is wrong with them, in French."""
    mistakes: list[Mistake] = []
    fields = Fields(data, "", mistakes)
    programme = _programme(fields)
    fields.done()
    return mistakes or coherence_mistakes(programme) or programme


def programme_of(data: Mapping[str, Any]) -> Programme:
    """The programme of data known to be right; raises :class:`NotAProgramme`."""
    read = read_programme(data)
    if isinstance(read, list):
        raise NotAProgramme(read)
    return read


def _programme(fields: Fields) -> Programme:
    return Programme(
        code=fields.code(),
        version=fields.whole("version", least=1, most=10_000) or 1,
        label=fields.text("label", required=True, length=LABEL_LENGTH),
        plain=fields.text("plain", required=True),
        summary=fields.text("summary"),
        source=fields.text("source"),
        entry=fields.table("entry", _entry),
        phases=fields.rows("phases", _phase),
        gates=fields.rows("gates", _gate),
        duties=fields.rows("duties", _duty),
        limits=fields.table("limits", _limits),
        counters=fields.rows("counters", _counter),
        notices=fields.rows("notices", _notice),
        dimensions=fields.rows("dimensions", _dimension),
        measures=fields.rows("measures", _measure),
        to_settle=fields.rows("to_settle", _to_settle),
        quotes=fields.table("quotes", _quotes),
        contract_created=fields.flag("contract_created", default=True),
        start=fields.day("from"),
        end=fields.day("to"),
        reopened=fields.text("reopened", length=80),
    )


def _entry(fields: Fields) -> Entry:
    known = fields.codes
    return Entry(
        age_min=fields.whole("age_min", least=0, most=120),
        age_max=fields.whole("age_max", least=0, most=120),
        usual_age_min=fields.whole("usual_age_min", least=0, most=120),
        usual_age_max=fields.whole("usual_age_max", least=0, most=120),
        usual_age_places=known("usual_age_places"),
        all_of=_situations(known("all_of", _SITUATIONS, what="codes de situation")),
        any_of=_situations(known("any_of", _SITUATIONS, what="codes de situation")),
        judgments=fields.rows("judgments", _judgment),
        prescribers=known("prescribers"),
        places=known("places"),
        member_place=fields.flag("member_place"),
        words=fields.texts("words"),
    )


def _situations(codes: tuple[str, ...]) -> tuple[SituationKind, ...]:
    return tuple(SituationKind(code) for code in codes if code in _SITUATIONS)


def _judgment(fields: Fields) -> Judgment:
    return Judgment(code=fields.code(), label=fields.text("label", required=True))


def _phase(fields: Fields) -> Phase:
    return Phase(
        code=fields.code(),
        label=fields.text("label", required=True, length=LABEL_LENGTH),
        plain=fields.text("plain"),
        weekly_hours_min=fields.amount("weekly_hours_min", most=WEEK_HOURS_MOST),
        weekly_hours_max=fields.amount("weekly_hours_max", most=WEEK_HOURS_MOST),
        sessions_per_week=fields.whole("sessions_per_week", least=1, most=21),
        hours_per_session=fields.amount("hours_per_session", most=24),
        pay_per_hour=fields.amount("pay_per_hour", most=10_000),
        paid_by_day=fields.flag("paid_by_day"),
        months=fields.whole("months", least=1, most=MONTHS_MOST),
        months_max=fields.whole("months_max", least=1, most=MONTHS_MOST),
        contracts=fields.codes("contracts", work_kinds(), what="codes de contrat"),
        places=fields.codes("places"),
        accompaniments=fields.texts("accompaniments"),
    )


def _gate(fields: Fields) -> Gate:
    return Gate(
        code=fields.code(),
        label=fields.text("label", required=True, length=LABEL_LENGTH),
        source=fields.code("source"),
        target=fields.code("target"),
        decided_by=fields.text("decided_by", length=LABEL_LENGTH),
        criteria=fields.text("criteria"),
        decision=fields.flag("decision", default=True),
        counters=fields.codes("counters"),
    )


def _duty(fields: Fields) -> Duty:
    rhythm = fields.text("rhythm") or Rhythm.ONCE.value
    if rhythm not in {known.value for known in Rhythm}:
        fields.wrong("rhythm", f"un de ces rythmes : {', '.join(Rhythm)}")
        rhythm = Rhythm.TO_SETTLE.value
    return Duty(
        code=fields.code(),
        label=fields.text("label", required=True, length=LABEL_LENGTH),
        plain=fields.text("plain"),
        rhythm=Rhythm(rhythm),
        phase=fields.text("phase"),
        from_months=fields.whole("from_months", least=0, most=MONTHS_MOST) or 0,
        to_months=fields.whole("to_months", least=1, most=MONTHS_MOST),
        every_months=fields.whole("every_months", least=1, most=120),
        until_months=fields.whole("until_months", least=1, most=MONTHS_MOST),
        grace_days=fields.whole("grace_days", least=0, most=365) or 0,
        plans_dimensions=fields.flag("plans_dimensions"),
        met_by=_met_by(fields),
        remedy=fields.text("remedy"),
    )


def _met_by(fields: Fields) -> MetBy | None:
    met = fields.text("met_by")
    if met and met not in {known.value for known in MetBy}:
        fields.wrong("met_by", f"un de ces codes : {', '.join(MetBy)}")
        return None
    return MetBy(met) if met else None


def _limits(fields: Fields) -> Limits:
    return Limits(
        months=fields.whole("months", least=1, most=MONTHS_MOST),
        advised_months=fields.whole("advised_months", least=1, most=MONTHS_MOST),
        extended_months=fields.whole("extended_months", least=1, most=MONTHS_MOST),
        renewable=fields.flag("renewable"),
        words=fields.text("words"),
    )


def _counter(fields: Fields) -> HourCounter:
    return HourCounter(
        code=fields.code(),
        label=fields.text("label", required=True, length=LABEL_LENGTH),
        hours_min=fields.amount("hours_min", most=100_000, required=True) or _ZERO,
        hours_max=fields.amount("hours_max", most=100_000),
    )


def _notice(fields: Fields) -> Notice:
    return Notice(
        code=fields.code(), text=fields.text("text", required=True), plain=fields.text("plain")
    )


def _dimension(fields: Fields) -> Dimension:
    return Dimension(
        code=fields.code(),
        label=fields.text("label", required=True, length=LABEL_LENGTH),
        plain=fields.text("plain"),
    )


def _measure(fields: Fields) -> Measure:
    return Measure(
        code=fields.code(),
        label=fields.text("label", required=True, length=LABEL_LENGTH),
        numerator=fields.text("numerator", required=True),
        denominator=fields.text("denominator"),
        unknowns=fields.text("unknowns"),
        historic=fields.text("historic"),
    )


def _to_settle(fields: Fields) -> ToSettle:
    return ToSettle(what=fields.text("what", required=True), why=fields.text("why"))


def _quotes(fields: Fields) -> tuple[tuple[Term, str], ...]:
    quoted = ((term, fields.text(term.value, length=CODE_LENGTH)) for term in Term)
    return tuple((term, rule_id) for term, rule_id in quoted if rule_id)
