"""Amounts as one writes them in French: ``{{ plan.cost|euros }}``."""

from __future__ import annotations

from decimal import Decimal

from django import template

from passerelles.support.rules.acts import ACT_LABELS, TARGET_LABELS, ActKind, ActTarget
from passerelles.support.rules.funding import euros as written

register = template.Library()


@register.filter
def euros(amount: Decimal) -> str:
    return written(amount)


@register.filter
def act_words(value: ActTarget | ActKind) -> str:
    return TARGET_LABELS[value] if isinstance(value, ActTarget) else ACT_LABELS[value]
