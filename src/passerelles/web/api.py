"""What every router of the API shares: the size of a body, the pace of an address, mistakes.

An operation that needs no account keeps nothing: addresses are counted in memory, for the
length of a window, and never written anywhere.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from math import ceil
from threading import Lock

from django.http import HttpRequest
from ninja import Schema
from ninja.throttling import BaseThrottle

BODY_BYTES = 64 * 1024

# Addresses counted one by one in a window; past that, the others share one count.
ADDRESSES = 20_000
OTHERS = "others"


class Problem(Schema):
    """Where a request does not fit (``act.start``, ``q``), and what was expected there."""

    path: str
    expected: str


class Problems(Schema):
    errors: list[Problem]


class BodyTooLarge(Exception):
    """The body is longer than what a question may need; it was not read."""


def body_of(request: HttpRequest) -> bytes:
    """The raw body, refused before it is read when it says it is too long."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > BODY_BYTES:
        raise BodyTooLarge
    return request.body


class AddressThrottle(BaseThrottle):
    """At most ``tries`` calls from one address in each window of ``seconds``."""

    def __init__(
        self, tries: int, *, seconds: int = 60, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.tries = tries
        self.seconds = seconds
        self._clock = clock
        self._window = -1
        self._counts: dict[str, int] = {}
        self._lock = Lock()

    def allow_request(self, request: HttpRequest) -> bool:
        address = _neighbourhood(request.META.get("REMOTE_ADDR", ""))
        window = int(self._clock() // self.seconds)
        with self._lock:
            if window != self._window:
                self._window, self._counts = window, {}
            if address not in self._counts and len(self._counts) >= ADDRESSES:
                address = OTHERS
            self._counts[address] = self._counts.get(address, 0) + 1
            return self._counts[address] <= self.tries

    def wait(self) -> float:
        """Seconds before the next window."""
        return ceil(self.seconds - self._clock() % self.seconds)

    def forget(self) -> None:
        with self._lock:
            self._counts = {}


def _neighbourhood(text: str) -> str:
    """The address, or the network of a home or office when it is one of the long ones: whoever
    holds one of them holds them all."""
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if isinstance(address, IPv6Address):
        return address.exploded[:19]
    return str(address)
