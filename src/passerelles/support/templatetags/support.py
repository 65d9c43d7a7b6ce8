"""Amounts as one writes them in French: ``{{ plan.cost|euros }}``."""

from __future__ import annotations

from decimal import Decimal

from django import template

from passerelles.law.wording import number_fr
from passerelles.support.rules.acts import ACT_LABELS, TARGET_LABELS, ActKind, ActTarget
from passerelles.support.rules.funding import euros as written
from passerelles.support.rules.leads import LEAD_ORIGIN_LABELS, LeadOrigin

register = template.Library()


@register.filter
def euros(amount: Decimal) -> str:
    return written(amount)


@register.filter
def act_words(value: ActTarget | ActKind) -> str:
    return TARGET_LABELS[value] if isinstance(value, ActTarget) else ACT_LABELS[value]


@register.filter
def hours_fr(hours: Decimal) -> str:
    return f"{number_fr(hours)} h"


@register.filter
def unlocal(value: Decimal) -> str:
    """A number as HTML wants it in an attribute: with a point."""
    return str(value)


@register.filter
def lead_origin(value: LeadOrigin) -> str:
    return LEAD_ORIGIN_LABELS[value]
