"""The hash chain, pure: each entry signs its content and the hash of the previous one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """What one entry contributes to the chain."""

    at: datetime
    event: str
    actor_kind: str
    actor_id: str
    organisation_id: str
    person_id: str
    volets: str
    ground: str
    request_id: str
    details: dict[str, Any]

    def digest(self, previous: str) -> str:
        """SHA-256, in hexadecimal, of the previous hash and of this entry's canonical JSON."""
        content = [
            previous,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.event,
            self.actor_kind,
            self.actor_id,
            self.organisation_id,
            self.person_id,
            self.volets,
            self.ground,
            self.request_id,
            self.details,
        ]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def first_break(entries: Iterable[tuple[int, Link, str, str]]) -> int | None:
    """Number of the first entry that does not follow, or ``None`` for a whole chain.

    ``entries`` yields ``(number, link, previous_hash, own_hash)`` in order.
    """
    expected = GENESIS
    for number, link, previous, own in entries:
        if previous != expected or link.digest(previous) != own:
            return number
        expected = own
    return None
