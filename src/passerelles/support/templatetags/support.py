"""Amounts as one writes them in French: ``{{ plan.cost|euros }}``."""

from __future__ import annotations

from decimal import Decimal

from django import template

from passerelles.support.rules.funding import euros as written

register = template.Library()


@register.filter
def euros(amount: Decimal) -> str:
    return written(amount)
