"""The two years after a PASS IAE during which only a prescriber may open a new one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from passerelles.kernel.calendar import add_months
from passerelles.law.acts.entry import Eligibility
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.situations import SituationKind
from passerelles.law.wording import day_fr


@rule("IAE-06", Eligibility, ("iae",))
def waiting_time(check: Check[Eligibility]) -> Iterator[Finding]:
    act = check.act
    if check.holds(SituationKind.IAE_PASS):
        return
    ended = act.pass_ended_on or _last_pass_end(check)
    if ended is None:
        if act.author != "prescriber":
            yield from _when_did_it_end(check)
        return
    row = check.parameter("pass_waiting_months")
    opens_on = add_months(ended, row.whole)
    if check.on >= opens_on or check.on <= ended:
        return
    check.computed["waiting_until"] = opens_on
    if act.author == "prescriber":
        yield check.info("Le délai de carence est levé par le prescripteur habilité.", row)
    elif act.author is None:
        yield check.unknown(
            f"Délai de carence jusqu’au {day_fr(opens_on)}, sauf prescription : qui valide ?",
            "act.author",
            opens=("prescription",),
            opens_on=opens_on,
        )
    else:
        yield check.block(
            f"Délai de carence jusqu’au {day_fr(opens_on)}, sauf prescription par un "
            "prescripteur habilité.",
            row,
            remedy="Demandez à un prescripteur habilité de valider l’entrée.",
            opens=("prescription",),
            opens_on=opens_on,
        )


def _last_pass_end(check: Check[Eligibility]) -> date | None:
    """Last day of the latest PASS told among the situations and already over."""
    ends = [
        situation.end
        for situation in check.person.situations or ()
        if situation.kind is SituationKind.IAE_PASS
        and situation.end is not None
        and situation.end < check.on
    ]
    return max(ends, default=None)


def _when_did_it_end(check: Check[Eligibility]) -> Iterator[Finding]:
    person = check.person
    untold = person.situations is None or SituationKind.IAE_PASS in person.unknown
    if check.act.had_pass_before:
        yield check.unknown("Il manque la date de fin du dernier PASS IAE.", "act.pass_ended_on")
    elif check.act.had_pass_before is None and untold:
        yield check.unknown("La personne a-t-elle déjà eu un PASS IAE ?", "act.had_pass_before")
