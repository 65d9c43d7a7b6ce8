"""Terms any kind of work situation sets: days in force, employer, length, hours, age, needs.

They are read from ``data/work_kinds/``; what is proper to one kind has its own rule beside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from passerelles.kernel.calendar import birthday, last_day
from passerelles.law.acts.work import Assignment, Contract, Immersion
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.place_names import place_names
from passerelles.law.programmes.model import TERM_RULES
from passerelles.law.programmes.model import Term as EntryTerm
from passerelles.law.programmes.shipped import judged_before
from passerelles.law.situations import SITUATION_TEXTS
from passerelles.law.wording import day_fr, number_fr
from passerelles.law.work_kinds import WorkFamily, WorkKind, work_kinds

Work: TypeAlias = Contract | Immersion | Assignment
Term: TypeAlias = Callable[[Check[Work], WorkKind], Iterable[Finding]]


def days_in_force(check: Check[Work], kind: WorkKind) -> Iterator[Finding]:
    if kind.in_force(check.on):
        return
    if kind.start is not None and check.on < kind.start:
        message = f"{kind.long} : cette forme n’existait pas avant le {day_fr(kind.start)}."
    elif kind.reopened and check.parameter(kind.reopened).value:
        return
    else:
        assert kind.end is not None  # noqa: S101 — in_force said no, and not because of the start
        message = (
            f"{kind.long} : plus possible après le {day_fr(kind.end)}, sauf texte plus récent."
        )
    say = check.warn if kind.closes == "warn" else check.block
    yield say(message, remedy="Vérifiez auprès de la DDETS avant de signer.")


def employer(check: Check[Work], kind: WorkKind) -> Iterator[Finding]:
    act = check.act
    if not kind.employers or isinstance(act, Immersion):
        return
    if act.employer_kind is None:
        yield check.unknown("Il manque le type d’employeur.", "act.employer_kind")
    elif act.employer_kind not in kind.employers:
        yield check.block(
            f"{kind.label} : réservé à ces employeurs : {place_names(kind.employers)}.",
            remedy=_instead(kind, act.employer_kind),
        )


def _instead(kind: WorkKind, employer_kind: str) -> str:
    same = kind.elsewhere.get(employer_kind)
    if same is None:
        return "Choisissez un autre contrat, ou la bonne structure."
    name = work_kinds()[same].called(employer_kind, supervised=False)
    return f"Ici, la même situation est « {name.label} » : choisissez cette forme."


def length(check: Check[Work], kind: WorkKind) -> Iterator[Finding]:
    act = check.act
    if not (kind.months_min or kind.months_max):
        return
    if act.start is None or (act.end is None and not kind.open_ended):
        missing = [p for p, v in (("act.start", act.start), ("act.end", act.end)) if v is None]
        yield check.unknown("Il manque la date de début ou de fin.", *missing)
        return
    if act.end is None:
        return
    if kind.months_min:
        row = check.parameter(kind.months_min)
        if act.end < (floor := last_day(act.start, row.whole)):
            yield check.block(
                f"{kind.label} : au moins {number_fr(row.value)} mois.",
                row,
                remedy=f"Fin au plus tôt le {day_fr(floor)}.",
            )
    if kind.months_max:
        row = check.parameter(kind.months_max)
        if act.end > (ceiling := last_day(act.start, row.whole)):
            yield check.block(
                f"{kind.label} : au plus {number_fr(row.value)} mois.",
                row,
                remedy=f"Fin au plus tard le {day_fr(ceiling)}.",
            )


def hours(check: Check[Work], kind: WorkKind) -> Iterator[Finding]:
    act = check.act
    if isinstance(act, Assignment) or not (kind.hours_min or kind.hours_max):
        return
    if act.weekly_hours is None:
        yield check.unknown("Il manque le nombre d’heures par semaine.", "act.weekly_hours")
        return
    if kind.hours_min:
        row = check.parameter(kind.hours_min)
        if act.weekly_hours < row.value:
            yield check.block(f"{kind.label} : au moins {number_fr(row.value)} h par semaine.", row)
    if kind.hours_max:
        row = check.parameter(kind.hours_max)
        if act.weekly_hours > row.value:
            yield check.block(f"{kind.label} : au plus {number_fr(row.value)} h par semaine.", row)


def renewals(check: Check[Work], kind: WorkKind) -> Iterator[Finding]:
    act = check.act
    if not kind.renewals_max or isinstance(act, Assignment) or act.renewals is None:
        return
    row = check.parameter(kind.renewals_max)
    if act.renewals > row.value:
        yield check.block(f"{kind.label} : renouvelable {number_fr(row.value)} fois au plus.", row)


def age(check: Check[Work], kind: WorkKind) -> Iterator[Finding]:
    if not (kind.age_min or kind.age_max):
        return
    years = check.age()
    if years is None:
        yield check.unknown("Il manque la date de naissance.", "person.birth_date")
        return
    if kind.age_min and years < (row := check.parameter(kind.age_min)).value:
        born = check.person.birth_date
        yield check.block(
            f"{kind.label} : à partir de {number_fr(row.value)} ans.",
            row,
            opens_on=None if born is None else birthday(born, row.whole),
        )
    if kind.age_max and years > (row := check.parameter(kind.age_max)).value:
        yield check.block(f"{kind.label} : jusqu’à {number_fr(row.value)} ans inclus.", row)


def needs(check: Check[Work], kind: WorkKind) -> Iterator[Finding]:
    for needed in kind.needs:
        held = check.holds(needed)
        text = SITUATION_TEXTS[needed]
        if held is None:
            yield check.unknown_situation(needed)
        elif not held:
            yield check.block(
                f"{kind.label} : il faut « {text.label} » le jour de la signature.",
                remedy=f"Ce qui l’ouvre : {text.how or text.label}.",
                opens=(needed,),
            )


def acknowledgements(check: Check[Work], kind: WorkKind) -> Iterator[Finding]:
    act = check.act
    if not kind.acknowledgements or not isinstance(act, Contract):
        return
    if act.acknowledgements is None:
        yield check.unknown(
            "Dites si la personne a reconnu avoir été informée.", "act.acknowledgements"
        )
        return
    for notice in kind.acknowledgements:
        if notice.code not in act.acknowledgements:
            yield check.warn(
                f"À faire reconnaître avant de signer : {notice.text}", remedy=notice.plain
            )


def judgments(check: Check[Work], kind: WorkKind) -> Iterator[Finding]:
    """What only people can judge: the software asks, and never answers for them."""
    act = check.act
    if not isinstance(act, Contract):
        return
    for judgment in judged_before(kind):
        if act.judgments is None:
            yield check.unknown(f"À dire par l’équipe : {judgment.label}.", "act.judgments")
        elif judgment.code in act.judgments:
            yield check.info(f"De l’avis de l’équipe : {judgment.label}.")
        else:
            yield check.block(
                f"Il faut, de l’avis de l’équipe : {judgment.label}.",
                remedy="Revoyez avec la personne le projet ou le poste, ou cherchez ensemble une autre "
                "structure ; seule une décision humaine l’ouvre.",
                opens=(f"judgment:{judgment.code}",),
            )


def _acts_of(kind: WorkKind) -> type[Work]:
    match kind.family:
        case WorkFamily.IMMERSION:
            return Immersion
        case WorkFamily.ASSIGNMENT:
            return Assignment
        case _:
            return Contract


def _terms_of(kind: WorkKind) -> Iterator[tuple[str, Term]]:
    """Terms a kind sets, each with the rule it quotes: what it does not set costs nothing."""
    if kind.start or kind.end:
        yield kind.rule, days_in_force
    if kind.employers:
        yield kind.rule, employer
    if kind.months_min or kind.months_max:
        yield kind.rule, length
    if kind.hours_min or kind.hours_max:
        yield kind.hours_rule, hours
    if kind.renewals_max:
        yield kind.rule, renewals
    if kind.age_min or kind.age_max:
        yield kind.rule, age
    if kind.needs:
        yield kind.needs_rule, needs
    if kind.acknowledgements:
        yield kind.rule, acknowledgements
    if judged_before(kind):
        yield TERM_RULES[EntryTerm.ENTRY], judgments


def _about(kind: WorkKind, term: Term) -> Callable[[Check[Work]], Iterable[Finding]]:
    def answer(check: Check[Work]) -> Iterable[Finding]:
        return term(check, kind)

    return answer


def _declare_all() -> None:
    for kind in work_kinds().values():
        for rule_id, term in _terms_of(kind):
            rule(rule_id, _acts_of(kind), (kind.code,))(_about(kind, term))


_declare_all()
