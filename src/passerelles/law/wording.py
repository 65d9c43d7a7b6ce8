"""Dates, numbers and lengths as French sentences write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

NARROW = "\u202f"  # narrow no-break space: between thousands, before a unit


def day_fr(day: date) -> str:
    """``12/03/2027``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def number_fr(value: Decimal | int) -> str:
    """``19 008`` or ``12,31``: no useless decimal, at most as many as the value has."""
    if isinstance(value, int):
        return f"{value:,}".replace(",", NARROW)
    if value == value.to_integral_value():
        return number_fr(int(value))
    return f"{value.normalize():,f}".replace(",", NARROW).replace(".", ",")


def euros(value: Decimal) -> str:
    """``19 008,00 €``: always to the cent."""
    return (
        f"{value.quantize(Decimal('0.01')):,}".replace(",", NARROW).replace(".", ",") + f"{NARROW}€"
    )


def plural(count: int | Decimal, singular: str, many: str = "") -> str:
    """``1 critère``, ``2 critères``: in French zero and one are singular."""
    return f"{number_fr(count)} {singular if -2 < count < 2 else many or singular + 's'}"
