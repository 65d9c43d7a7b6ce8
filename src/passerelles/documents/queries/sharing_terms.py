"""What a paper of sharing says already: the agreement proposed to the person, or given by them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from passerelles.kernel import clock
from passerelles.kernel.clock import PARIS
from passerelles.organisations.models import Organisation
from passerelles.sharing.models import Agreement, ConsentRequest
from passerelles.sharing.queries.names import name_for
from passerelles.sharing.queries.overview import last_day, shared_with
from passerelles.sharing.rules.volets import PURPOSE_LABELS, VOLET_TEXTS, Purpose, Volet

PAPER_KIND = "sharing"


def told_by_sharing(person_id: UUID, ours: UUID | None) -> dict[str, Any]:
    """The latest proposal of ours that waits, else the latest agreement, ours first."""
    now = clock.now()
    asked = ConsentRequest.objects.filter(
        person_id=person_id,
        requested_for_id=ours,
        state=ConsentRequest.State.SENT,
        expires_at__gt=now,
    )
    proposed = asked.select_related("receiver").order_by("-created_at").first()
    if proposed is not None:
        return _boxes(
            ours, proposed.receiver, proposed.purpose, proposed.volets, clock.today(),
            proposed.valid_until,
        )  # fmt: skip
    given: Agreement | None = max(
        shared_with(person_id, now),
        key=lambda row: (row.collected_for_id == ours, row.valid_from),
        default=None,
    )
    if given is None:
        return {}
    return _boxes(
        ours, given.receiver, given.purpose, [row.volet for row in given.volet_rows.all()],
        given.valid_from.astimezone(PARIS).date(), given.valid_until,
    )  # fmt: skip


def _boxes(
    ours: UUID | None,
    receiver: Organisation,
    purpose: str,
    volets: Iterable[str],
    start: date,
    until: datetime,
) -> dict[str, Any]:
    agreed = set(volets)
    return {
        "receiver_name": name_for(receiver, ours),
        "purpose": PURPOSE_LABELS[Purpose(purpose)],
        "volets": "\n".join(str(VOLET_TEXTS[v].label) for v in Volet if v.value in agreed),
        "start": start,
        "end": last_day(until),
    }
