"""From fifteen to twenty, some rights are worth the RQTH without asking for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from passerelles.law.acts.entry import Admission, Eligibility
from passerelles.law.acts.work import Immersion
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.parameters import UnknownParameter
from passerelles.law.situations import SITUATION_TEXTS, SituationKind
from passerelles.law.wording import number_fr

_TITLES = (SituationKind.AEEH, SituationKind.PCH, SituationKind.PPS)


def rqth_by_right(check: Check[Any]) -> SituationKind | None:
    """The title that is worth the RQTH that day, if the person has one at that age."""
    years = check.age()
    title = next((one for one in _TITLES if check.holds(one)), None)
    if years is None or title is None:
        return None
    try:
        least = check.parameter("rqth_by_right_age_min").value
        most = check.parameter("rqth_by_right_age_max").value
    except UnknownParameter:
        return None  # before the text of 2024, nothing was worth the RQTH by itself
    return title if least <= years <= most else None


@rule("IME-04", Immersion)
@rule("IME-04", Admission)
@rule("IME-04", Eligibility)
def said(check: Check[Any]) -> Iterator[Finding]:
    """Good news, never a condition: nothing is asked for it."""
    title = rqth_by_right(check)
    if title is None or check.holds(SituationKind.RQTH):
        return
    least = check.parameter("rqth_by_right_age_min")
    most = check.parameter("rqth_by_right_age_max")
    yield check.info(
        f"RQTH de plein droit : « {SITUATION_TEXTS[title].label} » la vaut de"
        f" {number_fr(least.value)} à {number_fr(most.value)} ans, sans demande.",
        least,
        most,
    )
