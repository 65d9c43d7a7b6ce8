"""Words of steps: how long, what opens them, what is missing, who decides and signs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from passerelles.law.bridges import Bridge, fact_text
from passerelles.law.catalogue import the_catalogue
from passerelles.law.findings import Finding
from passerelles.law.person import Person
from passerelles.law.situations import SITUATION_TEXTS, SituationKind
from passerelles.law.wording import day_fr
from passerelles.law.work_kinds import WorkKind, work_kinds
from passerelles.planning.rules.routes import MissingFact, Reason, Requirement
from passerelles.rulebook.rules.wording import SIGNATORY_LABELS

_DECIDERS: dict[str, str] = {
    **SIGNATORY_LABELS,
    "establishment": "l’établissement (IME, école)",
    "team": "l’équipe qui accompagne",
    "committee": "le comité local pour l’emploi",
    "aci": "la structure d’insertion",
}

_PRIVATE = "une condition très personnelle, à voir avec la personne"

# Beyond, alternatives are said by the remedy rather than one by one.
FEW = 3

_ASKED_OF_THE_PERSON: dict[str, str] = {
    "person.birth_date": "À dire : la date de naissance.",
    "person.diploma_level": "À dire : le niveau de diplôme.",
    "person.weekly_hours": "À dire : les heures possibles par semaine.",
    "person.situations": "À dire : les situations administratives.",
}


def people(codes: Iterable[str]) -> tuple[str, ...]:
    """Who decides or signs, in words."""
    return tuple(_DECIDERS.get(code, code) for code in codes)


def kinds_of_work(bridge: Bridge) -> list[WorkKind]:
    found = (work_kinds().get(act.fields.get("type", "")) for act in bridge.acts)
    return [kind for kind in found if kind is not None]


def signatories(bridge: Bridge) -> tuple[str, ...]:
    """As the bridge says, else as the work situations it creates do."""
    codes = bridge.signatories or [c for kind in kinds_of_work(bridge) for c in kind.signatories]
    return people(dict.fromkeys(codes))


def documents(bridge: Bridge) -> tuple[str, ...]:
    if bridge.documents:
        return bridge.documents
    return tuple(dict.fromkeys(paper for kind in kinds_of_work(bridge) for paper in kind.documents))


def rules_of(bridge: Bridge, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Rules that spoke, then those the work situations and the bridge quote."""
    spoke = [finding.rule for finding in findings]
    framed = [kind.rule for kind in kinds_of_work(bridge)]
    return tuple(dict.fromkeys([*spoke, *framed, *bridge.rules]))


def articles_of(rules: Iterable[str], day: date) -> tuple[str, ...]:
    catalogue = the_catalogue()
    versions = (catalogue.at(rule, day) for rule in rules)
    return tuple(dict.fromkeys(v.article for v in versions if v is not None and v.article))


def length(bridge: Bridge) -> str:
    """« au moins 4 mois ; 24 mois au plus », « environ 6 mois (indication) », « durée variable »."""
    parts = []
    if bridge.months_min:
        parts.append(f"au moins {bridge.months_min} mois")
    if bridge.months_usual and bridge.months_usual != bridge.months_min:
        parts.append(f"environ {bridge.months_usual} mois (indication)")
    if bridge.assumed and not _lasting(bridge):
        parts.append(f"durée variable, comptée {bridge.months} mois dans les dates")
    if bridge.length_note:
        parts.append(bridge.length_note)
    return " ; ".join(parts) or ("sans durée fixée" if _lasting(bridge) else "durée variable")


def _lasting(bridge: Bridge) -> bool:
    """A job or a place without a set end: one stays as long as one wants."""
    return any(kind.open_ended for kind in kinds_of_work(bridge))


def reasons(findings: Iterable[Finding]) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            rule=f.rule,
            severity=f.severity.value,
            message=f.message,
            article=f.article,
            remedy=f.remedy,
            confidence=str(f.confidence),
        )
        for f in findings
    )


def missing_facts(paths: Iterable[str], findings: Iterable[Finding]) -> list[MissingFact]:
    said = {path: f.message for f in findings for path in f.missing}
    return [MissingFact(path=path, text=_question(path, said)) for path in dict.fromkeys(paths)]


def _question(path: str, said: dict[str, str]) -> str:
    where, _, code = path.partition(".")
    if where == "situation" and code in set(SituationKind):
        return f"À dire : {SITUATION_TEXTS[SituationKind(code)].label}."
    return _ASKED_OF_THE_PERSON.get(path) or said.get(path, path)


def from_day(day: date) -> Requirement:
    return Requirement(
        code="date",
        text=f"à partir du {day_fr(day)}",
        plain=f"À partir du {day_fr(day)}.",
        on=day,
    )


def not_before(requirement: Requirement, horizon: date) -> Requirement:
    """A day nobody plans for is only said by its year."""
    if requirement.on is None or requirement.on <= horizon:
        return requirement
    year = f"pas avant {requirement.on.year}"
    return replace(requirement, text=year, plain=f"{year.capitalize()}.")


def obtained(group: tuple[str, ...], step: int | None = None) -> Requirement:
    """One of some facts, to obtain; ``step``: that of the route which obtains it.

    What touches health or justice is never put forward as something to obtain: one only says
    that there is another condition, to see with the person.
    """
    texts = [fact_text(code) for code in group if not _very_personal(code)]
    hidden = len(texts) < len(group)
    said = [text.how or text.label for text in texts] + [_PRIVATE] * hidden
    plain = [text.plain for text in texts] + [_PRIVATE] * hidden
    return Requirement(
        code=next((code for code in group if not _very_personal(code)), "own_word"),
        text=" ou ".join(said),
        plain=f"D’abord : {' ou '.join(plain)}.",
        step=step,
    )


def _very_personal(code: str) -> bool:
    return code in set(SituationKind) and SITUATION_TEXTS[SituationKind(code)].sensitive


def stay(months: int) -> Requirement:
    text = f"{months} mois passés là où l’on est"
    return Requirement(code="stay", text=text, plain=f"Il faut {text}.")


def hours_wanted(bridge: Bridge, person: Person) -> Requirement | None:
    """When the hours of a step do not meet those the person can do."""
    if person.weekly_hours is None:
        return None
    fewest, most = person.weekly_hours
    if bridge.hours_min is not None and bridge.hours_min > most:
        text = f"au moins {bridge.hours_min} h par semaine, la personne dit {most} h au plus"
        plain = f"Il faut travailler au moins {bridge.hours_min} h par semaine."
    elif bridge.hours_max is not None and bridge.hours_max < fewest:
        text = f"au plus {bridge.hours_max} h par semaine, la personne en souhaite {fewest}"
        plain = f"C’est {bridge.hours_max} h par semaine au plus."
    else:
        return None
    return Requirement(code="hours", text=text, plain=plain)


def experiment_over(bridge: Bridge, day: date) -> Requirement | None:
    if bridge.end is None or day <= bridge.end:
        return None
    return Requirement(
        code="text",
        text=f"si un texte prolonge l’expérimentation au-delà du {day_fr(bridge.end)} (voir la DDETS)",
        plain="Il faut que l’État décide de continuer.",
    )


def opened_by(finding: Finding) -> list[Requirement]:
    """What a refusal says would open it: its day, a fact, a decision; nothing when it is final."""
    found = [] if finding.opens_on is None else [from_day(finding.opens_on)]
    known = tuple(code for code in finding.opens if _is_known(code))
    if known and len(known) <= FEW:
        found.append(obtained(known))
    elif finding.opens:
        text = finding.remedy or finding.message
        found.append(Requirement(code=finding.opens[0], text=text, plain=text))
    return found


def to_specify(finding: Finding) -> Requirement:
    """What the act itself will have to say: a question to who prepares it, not to the person."""
    return Requirement(
        code="detail",
        text=f"préciser — {finding.message}",
        plain="Un détail est à voir avec la personne qui m’aide.",
    )


def to_settle(finding: Finding) -> list[Requirement]:
    """What a warning asks to settle before, or at the latest when the act is signed."""
    said = opened_by(finding)
    if not said:
        text = finding.remedy or finding.message
        said = [Requirement(code="check", text=text, plain=text)]
    return said


def _is_known(code: str) -> bool:
    try:
        fact_text(code)
    except ValueError:
        return False
    return True
