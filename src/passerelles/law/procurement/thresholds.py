"""Thresholds: which procedure an amount calls for, and what the buyer may ask of a candidate."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from passerelles.law.acts.markets import Reservation
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.parameters import Parameter
from passerelles.law.wording import euros, number_fr

# The European threshold of each purchase and buyer.
_EUROPEAN: dict[tuple[str, str], str] = {
    ("works", "state"): "eu_threshold_works",
    ("works", "local"): "eu_threshold_works",
    ("works", "entity"): "eu_threshold_works",
    ("supplies", "state"): "eu_threshold_state",
    ("supplies", "local"): "eu_threshold_local",
    ("supplies", "entity"): "eu_threshold_entity",
    ("services", "state"): "eu_threshold_state",
    ("services", "local"): "eu_threshold_local",
    ("services", "entity"): "eu_threshold_entity",
    ("social_services", "state"): "eu_threshold_social",
    ("social_services", "local"): "eu_threshold_social",
    ("social_services", "entity"): "eu_threshold_social_entity",
}
_OBJECTS = ("works", "supplies", "services", "social_services")
_BUYERS = ("state", "local", "entity")


class Placed:
    """An amount beside its European threshold.

    ``above``: whether it reaches it, ``None`` when it cannot be said; ``row`` is the threshold to
    quote (the nearest one that decides), ``missing`` what would let it be said.
    """

    __slots__ = ("above", "missing", "row")

    def __init__(
        self, above: bool | None, row: Parameter | None = None, missing: tuple[str, ...] = ()
    ) -> None:
        self.above = above
        self.row = row
        self.missing = missing


def place(check: Check[Reservation]) -> Placed:
    """What is not told leaves several thresholds possible; often they all say the same."""
    act = check.act
    if act.amount is None:
        return Placed(None, missing=("act.amount",))
    objects = (act.object_kind,) if act.object_kind else _OBJECTS
    buyers = (act.buyer_kind,) if act.buyer_kind else _BUYERS
    keys = dict.fromkeys(_EUROPEAN[pair] for pair in product(objects, buyers))
    rows = sorted((check.parameter(key) for key in keys), key=lambda row: row.value)
    if act.amount < rows[0].value:
        return Placed(False, rows[0])
    if act.amount >= rows[-1].value:
        return Placed(True, rows[-1])
    told = (("act.object_kind", act.object_kind), ("act.buyer_kind", act.buyer_kind))
    return Placed(None, missing=tuple(path for path, value in told if value is None))


@rule("CP-11", Reservation)
def procedure(check: Check[Reservation]) -> Iterator[Finding]:
    """Without publicity, adapted or formalised: never a refusal."""
    act = check.act
    if act.amount is None:
        yield check.unknown("Il manque le montant estimé, hors taxes.", "act.amount")
        return
    free = _dispense(check)
    if free is None:
        yield check.unknown("Travaux, ou fournitures et services ?", "act.object_kind")
        return
    if act.amount < free.value:
        check.computed["procedure"] = "without_publicity"
        yield check.info(
            f"Sous {euros(free.value)} HT : achat possible sans publicité ni mise en concurrence.",
            free,
            remedy="Choisissez une offre pertinente et variez les fournisseurs.",
        )
        return
    if act.object_kind == "social_services":
        check.computed["procedure"] = "adapted"
        yield check.info("Services sociaux : procédure adaptée, quel que soit le montant.")
        return
    placed = place(check)
    if placed.above is None or placed.row is None:
        yield check.unknown(
            "Le seuil européen dépend de l’objet du marché et de l’acheteur.", *placed.missing
        )
    elif not placed.above:
        check.computed["procedure"] = "adapted"
        yield check.info(
            f"Sous le seuil européen ({euros(placed.row.value)} HT) : procédure adaptée.",
            placed.row,
        )
    elif act.object_kind is None:
        # Above every threshold, but social services would still be an adapted procedure.
        yield check.unknown("Sur quoi porte le marché ?", "act.object_kind")
    else:
        yield from _formalised(check, placed.row)


def _dispense(check: Check[Reservation]) -> Parameter | None:
    """The threshold under which no publicity is needed; ``None`` when the object decides."""
    amount, kind = check.act.amount, check.act.object_kind
    assert amount is not None  # noqa: S101 — the caller asked for it first
    if kind is not None:
        key = "publicity_dispense_works" if kind == "works" else "publicity_dispense_supplies"
        return check.parameter(key)
    works = check.parameter("publicity_dispense_works")
    supplies = check.parameter("publicity_dispense_supplies")
    low, high = sorted((works, supplies), key=lambda row: row.value)
    if low.value <= amount < high.value:
        return None
    return low


def _formalised(check: Check[Reservation], threshold: Parameter) -> Iterator[Finding]:
    act = check.act
    check.computed["procedure"] = "formalised"
    yield check.info(
        f"Seuil européen atteint ({euros(threshold.value)} HT) : procédure formalisée.", threshold
    )
    if act.lot_amount is None or act.amount is None:
        return
    works = act.object_kind == "works"
    cap = check.parameter("small_lot_works" if works else "small_lot_supplies")
    share = check.parameter("small_lots_share")
    limit = act.amount * share.value / 100
    together = act.lot_amount if act.small_lots_amount is None else act.small_lots_amount
    if act.lot_amount < cap.value and together <= limit:
        check.computed["small_lot"] = True
        yield check.info(
            f"Petit lot : procédure adaptée possible, sous {euros(cap.value)} HT et dans la limite "
            f"de {number_fr(share.value)} % du total ({euros(limit)}).",
            cap,
            share,
        )


@rule("CP-13", Reservation)
def turnover(check: Check[Reservation]) -> Iterator[Finding]:
    """A minimum turnover keeps small places out: it is capped."""
    act = check.act
    if not act.minimum_turnover:
        return
    if act.amount is None:
        yield check.unknown("Il manque le montant estimé, hors taxes.", "act.amount")
        return
    row = check.parameter("turnover_factor")
    ceiling = act.amount * row.value
    if act.minimum_turnover <= ceiling:
        return
    said = (
        f"Chiffre d’affaires minimal exigé : au plus {number_fr(row.value)} fois le montant du "
        f"marché, soit {euros(ceiling)}."
    )
    if act.turnover_justified is None:
        yield check.unknown(
            f"{said} Un plafond plus haut doit être justifié.", "act.turnover_justified"
        )
    elif not act.turnover_justified:
        yield check.block(
            said,
            row,
            remedy="Baissez le minimum exigé, ou justifiez-le par l’objet ou l’exécution du marché.",
            opens=("turnover_justification",),
        )
    else:
        yield check.info("Chiffre d’affaires minimal au-dessus du plafond : à justifier.", row)
