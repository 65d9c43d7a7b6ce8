"""The law check of an enrolment: each part of its programme answers under its rule.

A part framed by a rule of the law quotes that rule; the others answer under the family PROG,
whose statements say that they are rules of the programme, not of the law.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from passerelles.law.acts.programmes import Enrolment
from passerelles.law.acts.work import Contract
from passerelles.law.catalogue import the_catalogue
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding, Value
from passerelles.law.programmes.duties import DutyState
from passerelles.law.programmes.model import TERM_RULES, Programme, Term
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.law.programmes.standing import Standing, remarks_of, standing
from passerelles.law.wording import day_fr, number_fr


def _programme(check: Check[Enrolment]) -> Programme | None:
    return shipped_programmes().get(check.act.programme)


def _rule_in_force(programme: Programme, term: Term, day: date) -> str:
    """The rule the programme quotes, or that of the family when it is not in force that day."""
    quoted = programme.rule_of(term)
    return quoted if the_catalogue().at(quoted, day) is not None else TERM_RULES[term]


def _answer(check: Check[Enrolment], term: Term) -> Iterator[Finding]:
    programme = _programme(check)
    if programme is None or check.rule is None:
        return
    if _rule_in_force(programme, term, check.on) != check.rule.id:
        return
    if term is Term.PERIOD and programme.reopened and check.parameter(programme.reopened).value:
        programme = replace(programme, end=None)
    stands = standing(check.act, check.person, check.at, programme)
    for remark in remarks_of(term, stands, check.act, check.at, check.history):
        say = {
            "block": check.block,
            "warn": check.warn,
            "info": check.info,
        }.get(remark.severity.value)
        if say is None:
            yield check.unknown(remark.message, *remark.missing, remedy=remark.remedy)
        else:
            yield say(
                remark.message, remedy=remark.remedy, opens=remark.opens, opens_on=remark.opens_on
            )
    if compute := _COMPUTED.get(term):
        check.computed.update(compute(stands))


def _moves(stands: Standing) -> dict[str, Value]:
    return {
        "phase": stands.phase.code if stands.phase else None,
        "allowed_moves": [move.phase.code for move in stands.allowed],
        "refused_moves": [
            {
                "phase": refused.phase.code,
                "needs": [
                    f"{reason.message} {reason.remedy}".strip() for reason in refused.reasons
                ],
            }
            for refused in stands.refused
        ],
    }


def _duties(stands: Standing) -> dict[str, Value]:
    return {"duties": [_duty(state) for state in stands.duties]}


def _duty(state: DutyState) -> dict[str, Value]:
    return {
        "duty": state.duty.code,
        "status": state.status.value,
        "from": state.opens_on,
        "due_on": state.due_on,
        "done_on": state.done_on,
    }


def _limits(stands: Standing) -> dict[str, Value]:
    state = stands.lasting
    return {
        "months_used": state.used,
        "months_left": state.left,
        "latest_end": state.ends_on,
    }


def _hours(stands: Standing) -> dict[str, Value]:
    computed: dict[str, Value] = {
        "pay": stands.pay,
        "weeks": [
            {"monday": week.monday, "sessions": week.attended, "hours": week.hours, "pay": week.pay}
            for week in stands.weeks
        ],
    }
    if stands.counters:
        computed["counters"] = {state.counter.code: state.done for state in stands.counters}
    return computed


_COMPUTED: dict[Term, Callable[[Standing], dict[str, Value]]] = {
    Term.MOVES: _moves,
    Term.DUTIES: _duties,
    Term.LIMITS: _limits,
    Term.HOURS: _hours,
}


def _about(term: Term) -> Callable[[Check[Enrolment]], Iterable[Finding]]:
    def answer(check: Check[Enrolment]) -> Iterable[Finding]:
        return _answer(check, term)

    return answer


def _declare_all() -> None:
    for term, rule_id in TERM_RULES.items():
        rule(rule_id, Enrolment)(_about(term))
    for programme in shipped_programmes().values():
        for term, rule_id in programme.quotes:
            rule(rule_id, Enrolment, (programme.code,))(_about(term))


@rule("PROG-01", Enrolment)
def known_programme(check: Check[Enrolment]) -> Iterator[Finding]:
    """Without a programme that exists, nothing can be said."""
    if _programme(check) is None:
        labels = ", ".join(programme.label for programme in shipped_programmes().values())
        yield check.unknown(f"Dites de quel programme il s’agit : {labels}.", "act.programme")


@rule("LOW-01", Enrolment, ("tapaj",))
def ages_of_the_national_programme(check: Check[Enrolment]) -> Iterator[Finding]:
    """The national frame is wider than some teams' own ages, which answer under PROG-02."""
    years = check.age()
    low, high = check.parameter("tapaj_age_min"), check.parameter("tapaj_age_max")
    if years is None:
        yield check.unknown("Il manque la date de naissance.", "person.birth_date")
    elif not low.value <= years <= high.value:
        yield check.warn(
            f"Le programme national accueille de {number_fr(low.value)} "
            f"à {number_fr(high.value)} ans.",
            low,
            high,
            remedy="Voyez avec l’équipe ce qui convient mieux à la personne.",
        )


@rule("LOW-01", Enrolment, ("tapaj",))
def hours_of_a_day(check: Check[Enrolment]) -> Iterator[Finding]:
    """A day of work by the day stays short, whatever the phase."""
    row = check.parameter("tapaj_daily_hours_max")
    totals: dict[date, Decimal] = {}
    for session in check.act.sessions:
        if session.attended and session.day <= check.at:
            totals[session.day] = totals.get(session.day, Decimal(0)) + session.hours
    for day, hours in sorted(totals.items()):
        if hours > row.value:
            yield check.warn(
                f"Le {day_fr(day)} : {number_fr(hours)} h dans la journée, "
                f"au lieu de {number_fr(row.value)} h au plus.",
                row,
                remedy="Vérifiez les heures notées.",
            )


def _under_twenty_hours(check: Check[Enrolment]) -> Iterator[Finding]:
    """Hours under the ordinary minimum of the CDDI rest on a decision, and never on less hours
    than the contract already signed."""
    hours = check.act.weekly_hours
    if hours is None or hours == 0:
        return
    row = check.parameter("cddi_hours_min")
    decided = check.act.derogation_on
    if hours < row.value and (decided is None or decided > check.at):
        yield check.warn(
            f"Moins de {number_fr(row.value)} h par semaine : joindre la dérogation.",
            row,
            remedy="Grande exclusion attestée, ou projet autorisé par le préfet.",
            opens=("derogation",),
        )
    signed = [
        act.weekly_hours
        for act in check.history
        if isinstance(act, Contract)
        and act.weekly_hours is not None
        and act.programme == check.act.programme
        and (act.start is None or act.start <= check.at)
        and (act.end is None or act.end >= check.at)
    ]
    if signed and hours < max(signed):
        yield check.warn(
            f"{number_fr(hours)} h prévues, alors que le contrat dit {number_fr(max(signed))} h.",
            remedy="On n’enlève jamais d’heures au contrat.",
        )


rule("LOW-02", Enrolment, ("phc",))(_under_twenty_hours)
rule("LOW-03", Enrolment, ("convergence",))(_under_twenty_hours)
_declare_all()
