"""Acts of a bridge as the law reads them on the day of the step."""

from __future__ import annotations

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
from passerelles.law.document import AnyAct
from passerelles.law.person import Person
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
    if "weekly_hours" in fields:
        fields["weekly_hours"] = Decimal(fields["weekly_hours"])
    kind = work_kinds().get(fields.get("type", ""))
    if kind is not None and template.kind == "contract":
        # A contract on the way will be signed in due form: notices read, papers joined.
        fields["acknowledgements"] = tuple(a.code for a in kind.acknowledgements)
        fields["documents"] = kind.documents
    try:
        return Prepared(template, _CLASSES[template.kind](**fields))
    except (KeyError, TypeError) as error:
        raise TemplateError(f"{bridge.code} : {error}") from error


def acts_on(bridge: Bridge, person: Person, facts: Facts, day: date) -> list[AnyAct]:
    """Acts of a bridge taken on a day by a person who gained some facts on the way."""
    return [_dated(item, person, facts, day) for item in prepared(bridge)]


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
            return replace(act, start=day, end=_end(template, day), signed_on=day, sent_on=day)
        case Admission():
            proposed = day if template.proposed else None
            return replace(act, admitted_on=day, france_travail_proposal_on=proposed)
        case Eligibility():
            if Authority.PRESCRIPTION in facts:
                return replace(act, decided_on=day, author="prescriber", diagnosed_on=day)
            return replace(act, decided_on=day)
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
    if held is not None:
        return held.start
    if SituationKind.IAE_PASS in facts:
        return add_months(day, -template.in_path)
    return None
