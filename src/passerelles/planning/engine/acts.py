"""Acts of a bridge as the law reads them on the day of the step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from passerelles.kernel.calendar import ONE_DAY, add_months, last_day
from passerelles.law.acts.entry import Admission, Eligibility
from passerelles.law.acts.programmes import Enrolment
from passerelles.law.acts.work import Assignment, Contract, Immersion
from passerelles.law.bridges import ActTemplate, Authority, Bridge
from passerelles.law.document import AnyAct, Document
from passerelles.law.esat.assignment import MENTIONS
from passerelles.law.person import Person
from passerelles.law.programmes.shipped import judged_before
from passerelles.law.situations import SituationKind
from passerelles.law.work_kinds import work_kinds
from passerelles.planning.engine.world import Facts

_CLASSES: dict[str, type[Contract | Immersion | Assignment | Admission | Eligibility | Enrolment]]
_CLASSES = {
    "contract": Contract,
    "immersion": Immersion,
    "assignment": Assignment,
    "admission": Admission,
    "eligibility": Eligibility,
    "enrolment": Enrolment,
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """An act without its days, and the template they follow."""

    template: ActTemplate
    act: AnyAct


class TemplateError(ValueError):
    """A shipped bridge asks the law about an act that does not exist."""


@lru_cache(maxsize=256)
def prepared(bridge: Bridge) -> tuple[Prepared, ...]:
    """Acts of a bridge, made once."""
    return tuple(_prepare(bridge, template) for template in bridge.acts)


def _prepare(bridge: Bridge, template: ActTemplate) -> Prepared:
    fields: dict[str, Any] = dict(template.fields)
    for name in ("weekly_hours", "hours_per_day"):
        if name in fields:
            fields[name] = Decimal(fields[name])
    # What is ahead will be signed in due form: notices read, people's yes, papers, mentions.
    kind = work_kinds().get(fields.get("type", ""))
    if kind is not None and template.kind == "contract":
        fields["acknowledgements"] = tuple(a.code for a in kind.acknowledgements)
        fields["judgments"] = tuple(one.code for one in judged_before(kind))
        fields["documents"] = kind.documents
    elif template.kind == "immersion":
        fields["legal_representative"] = True
    elif template.kind == "assignment":
        fields["mentions"] = tuple(MENTIONS)
    try:
        return Prepared(template, _CLASSES[template.kind](**fields))
    except (KeyError, TypeError) as error:
        raise TemplateError(f"{bridge.code} : {error}") from error


def questions_on(
    bridge: Bridge, person: Person, facts: Facts, day: date
) -> Iterator[tuple[ActTemplate, Document]]:
    """Questions to the law on a bridge taken on a day by a person who gained facts on the way."""
    for item in prepared(bridge):
        act = _dated(item, person, facts, day)
        history = _history(item.template, day)
        yield item.template, Document(at=day, person=person, act=act, history=history)


def _history(template: ActTemplate, day: date) -> tuple[AnyAct, ...]:
    if not template.esat_hours:
        return ()
    hours = Decimal(template.esat_hours)
    return (Contract(type="cat", employer_kind="esat", start=day, weekly_hours=hours),)


def _dated(item: Prepared, person: Person, facts: Facts, day: date) -> AnyAct:
    act, template = item.act, item.template
    match act:
        case Contract():
            act = replace(act, start=day, end=_end(template, day))
            if template.in_path:
                return replace(act, path_start=_path_start(template, person, facts, day))
            return act
        case Immersion():
            act = replace(act, start=day, end=_end(template, day))
            if template.contract_months:
                return replace(
                    act, contract_start=day, contract_end=last_day(day, template.contract_months)
                )
            return act
        case Assignment():
            act = replace(act, start=day, end=_end(template, day), signed_on=day, sent_on=day)
            if template.in_path:
                return replace(act, path_start=_path_start(template, person, facts, day))
            return act
        case Admission():
            held = person.situation(SituationKind.ESAT_ORIENTATION, day)
            decided = (held.start if held else None) or day
            act = replace(act, admitted_on=day, orientation_decided_on=decided)
            if template.proposed:
                return replace(act, france_travail_proposal=True, france_travail_proposal_on=day)
            return act
        case Eligibility():
            act = replace(act, decided_on=day, diploma_proof_on=day, pass_start=day)
            if Authority.PRESCRIPTION in facts:
                return replace(act, author="prescriber", diagnosed_on=day)
            return act
        case Enrolment():
            return replace(act, entered_on=day)
    raise TemplateError(f"acte sans jour : {template.kind}")


def _end(template: ActTemplate, day: date) -> date | None:
    if template.months:
        return last_day(day, template.months)
    if template.weeks:
        return day + timedelta(weeks=template.weeks) - ONE_DAY
    return None


def _path_start(template: ActTemplate, person: Person, facts: Facts, day: date) -> date | None:
    """When the insertion path began: the PASS the person holds, or the one gained on the way,
    which the bridge itself makes old enough."""
    held = person.situation(SituationKind.IAE_PASS, day)
    if held is not None and held.start is not None:
        return held.start
    if SituationKind.IAE_PASS in facts:
        return add_months(day, -template.in_path)
    return None
