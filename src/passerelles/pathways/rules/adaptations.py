"""What a job adaptation costs and who bears it, in one sentence; unknown is not zero."""

from __future__ import annotations

from decimal import Decimal

from passerelles.law.wording import euros

HIGHEST_COST = Decimal(1_000_000)


def cost_words(cost: Decimal | None, funded: Decimal | None) -> str:
    if cost is None:
        return "Coût pas encore connu."
    if cost == 0:
        return "Rien à financer."
    if funded is None:
        return f"Coût : {euros(cost)}. On ne sait pas encore quelle part est prise en charge."
    if funded == cost:
        return f"Coût : {euros(cost)}, entièrement pris en charge."
    return (
        f"Coût : {euros(cost)}, dont {euros(funded)} pris en charge : reste {euros(cost - funded)}."
    )
