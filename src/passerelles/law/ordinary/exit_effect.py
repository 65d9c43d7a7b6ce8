"""How an ordinary job counts for the place that is left."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.kernel.calendar import last_day
from passerelles.law.acts.work import Contract
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.ordinary.dates import wrong_order
from passerelles.law.situations import covers
from passerelles.law.work_kinds import ExitEffect, work_kinds


@rule(
    "IAE-17", Contract, ("cdd", "cdi", "apprenticeship", "professionalisation", "self_employment")
)
def effect_on_the_place_left(check: Check[Contract]) -> Iterator[Finding]:
    yield from wrong_order(check)
    effect = _effect(check)
    if effect is None or _stays_in_esat(check):
        return
    check.computed["exit_effect"] = effect.value
    if effect is ExitEffect.DURABLE:
        yield check.info("Emploi durable, pour la structure que la personne quitte.")
    else:
        row = check.parameter("exit_durable_months")
        yield check.info("Emploi de transition, pour la structure que la personne quitte.", row)


def _stays_in_esat(check: Check[Contract]) -> bool:
    """Somebody who keeps a part-time in ESAT leaves nothing."""
    day = check.act.start or check.on
    return any(
        other.type == "cat" and covers(other.start, other.end, day)
        for other in check.others(Contract)
    )


def _effect(check: Check[Contract]) -> ExitEffect | None:
    """``None`` when the length that decides is not known."""
    act = check.act
    kind = work_kinds()[act.type]
    if kind.exit_effect is not ExitEffect.BY_LENGTH:
        return kind.exit_effect
    if act.start is None or act.end is None or act.end < act.start:
        return None
    months = check.parameter("exit_durable_months").whole
    strict = bool(check.parameter("exit_durable_strict").value)
    just = last_day(act.start, months)
    durable = act.end > just if strict else act.end >= just
    return ExitEffect.DURABLE if durable else ExitEffect.TRANSITION
