"""A ceiling on tries from one address, whatever the link: the code itself locks after five."""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

TRIES = 30
WINDOW_SECONDS = 600


def within_limit(request: HttpRequest, scope: str, *, tries: int = TRIES) -> bool:
    """Count one try; ``False`` once the address has used its tries of the last ten minutes.

    The address is the one the server saw; behind a proxy, the server is told to trust it.
    """
    address = request.META.get("REMOTE_ADDR", "")
    digest = hashlib.sha256(f"{scope}:{address}".encode()).hexdigest()
    key = f"passerelles:tries:{digest}"
    if cache.add(key, 1, WINDOW_SECONDS):
        return True
    try:
        return cache.incr(key) <= tries
    except ValueError:  # the window closed between the two calls
        cache.add(key, 1, WINDOW_SECONDS)
        return True
