"""Limits on tries: how long to wait, said in French, and each refusal journalled."""

from __future__ import annotations

from math import ceil

from allauth.account import app_settings
from allauth.core.internal.ratelimit import parse_rates
from django.utils.translation import ngettext

from passerelles.accounts.events import TRIES_LIMITED
from passerelles.journal.actions import record
from passerelles.kernel.actors import ANONYMOUS, Actor


def minutes_to_wait(action: str) -> int:
    """The longest wait the limits of an action may ask for, in minutes."""
    rates = parse_rates(app_settings.RATE_LIMITS.get(action))
    return max((ceil(rate.duration / 60) for rate in rates), default=1)


def wait_sentence(action: str) -> str:
    minutes = minutes_to_wait(action)
    return ngettext(
        "Trop d’essais. Attendez %(minutes)d minute, puis recommencez.",
        "Trop d’essais. Attendez %(minutes)d minutes, puis recommencez.",
        minutes,
    ) % {"minutes": minutes}


def journal_limit(reason: str, actor: Actor | None) -> None:
    """One line per refusal, without the address that was typed nor where it came from."""
    record(TRIES_LIMITED, actor=actor or ANONYMOUS, details={"reason": reason})
