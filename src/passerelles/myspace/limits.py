"""Wrong tries on a number, whether or not a card has it: what is said never tells."""

from __future__ import annotations

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from passerelles.myspace.rules.cards import MAX_TRIES

KEPT_SECONDS = 24 * 3600


def _key(number: str) -> str:
    # Keyed with the site's secret: the numbers themselves are not kept.
    return f"myspace:tries:{salted_hmac('passerelles.myspace.limits', number).hexdigest()}"


def count_failure(number: str) -> bool:
    """Count a failure; true once the sentence "this card no longer works" may be said.

    Counted apart from the card itself, so that an unknown number gets the same sentences.
    """
    key = _key(number)
    if cache.add(key, 1, KEPT_SECONDS):
        return False
    try:
        return int(cache.incr(key)) >= MAX_TRIES
    except ValueError:  # expired between the two calls
        cache.add(key, 1, KEPT_SECONDS)
        return False


def forget_failures(number: str) -> None:
    cache.delete(_key(number))
