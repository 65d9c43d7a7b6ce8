"""What the gate put on the request, with its type."""

from __future__ import annotations

from django.http import HttpRequest

from passerelles.kernel.actors import Actor


def actor_in(request: HttpRequest) -> Actor:
    """Who acts; the gate always says."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
