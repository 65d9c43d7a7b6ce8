"""A contract of an adapted company needs the recognition of a handicap on the day of signature."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from passerelles.law.acts.work import Contract
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.ordinary.dates import wrong_order
from passerelles.law.situations import SITUATION_TEXTS, SituationKind
from passerelles.law.wording import day_fr

ActT = TypeVar("ActT")

# An orientation to an ESAT is worth the RQTH.
_RQTH = (SituationKind.RQTH, SituationKind.ESAT_ORIENTATION)
_OTHER_TITLES = (SituationKind.BOETH, SituationKind.AAH, SituationKind.DISABILITY_PENSION)
# From 15 to 20, what gives the RQTH without asking for it.
_BY_RIGHT = (SituationKind.AEEH, SituationKind.PCH, SituationKind.PPS)


def recognised_by(check: Check[ActT], day: date) -> SituationKind | None:
    """What recognises the handicap that day, the first that does."""
    return next((kind for kind in _titles(check, day) if check.holds(kind, day)), None)


def recognition_unknown(check: Check[ActT], day: date) -> tuple[str, ...]:
    """Paths of what would tell, when nothing told recognises the handicap."""
    paths = [f"situation.{kind}" for kind in _titles(check, day) if check.holds(kind, day) is None]
    if (
        other_titles_count(check, day)
        and check.person.birth_date is None
        and any(check.holds(kind, day) for kind in _BY_RIGHT)
    ):
        paths.append("person.birth_date")
    return tuple(paths)


def other_titles_count(check: Check[ActT], day: date) -> bool:
    """Whether another title than the RQTH is enough, as it is since 2024."""
    return bool(check.parameter("ea_boeth_open", day).value)


def _titles(check: Check[ActT], day: date) -> Iterator[SituationKind]:
    """In the order they are looked for: what is not needed is not read."""
    yield from _RQTH
    if other_titles_count(check, day):
        yield from _OTHER_TITLES
        if _young_enough(check, day):
            yield from _BY_RIGHT


def _young_enough(check: Check[ActT], day: date) -> bool:
    age = check.age(day)
    youngest = check.parameter("rqth_by_right_age_min", day).value
    oldest = check.parameter("rqth_by_right_age_max", day).value
    return age is not None and youngest <= age <= oldest


def signature_day(check: Check[Contract]) -> date:
    return check.act.signed_on or check.on


@rule("EA-03", Contract, ("ea_cdi", "ea_cdd", "cdd_tremplin", "eatt_mission"))
def recognition_at_signature(check: Check[Contract]) -> Iterator[Finding]:
    yield from wrong_order(check)
    day = signature_day(check)
    held = recognised_by(check, day)
    if held is not None:
        yield check.info(f"{SITUATION_TEXTS[held].label} : en cours à la signature.")
        return
    missing = recognition_unknown(check, day)
    if missing:
        yield check.unknown(
            "Une entreprise adaptée demande une RQTH, ou un autre titre de bénéficiaire de "
            "l’obligation d’emploi, le jour de la signature.",
            *missing,
        )
        return
    rqth = SituationKind.RQTH
    others = other_titles_count(check, day)
    beside = " ou un autre titre de bénéficiaire" if others else ""
    yield check.block(
        f"Aucune RQTH, ni autre titre admis, en cours le {day_fr(day)}.",
        remedy=f"Ce qui l’ouvre : {SITUATION_TEXTS[rqth].how}, un recours si elle est refusée (la "
        f"décision dit comment){beside}. Sinon, un CDDI en structure d’insertion, un CDI ou un CDD "
        "ordinaire restent possibles, sans cette aide au poste.",
        opens=(rqth, SituationKind.BOETH) if others else (rqth,),
    )
