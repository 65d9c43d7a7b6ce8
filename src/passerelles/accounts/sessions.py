"""How long a session lives: idle and absolute limits, by the way one came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY as USER_KEY

# Set by the page where a user of several organisations chooses; read live at every request.
ORGANISATION_KEY = "passerelles_organisation"
LIFE_KEY = "passerelles_session"

# Activity is written at most this often: a page read must not cost a write each time.
TOUCH_EVERY = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Limits:
    idle: timedelta
    absolute: timedelta


# A phone is often lent among relatives: without an account, the way in closes sooner.
LIMITS: dict[str, Limits] = {
    USER_KEY: Limits(idle=timedelta(hours=2), absolute=timedelta(hours=12)),
    "passerelles_card": Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=4)),
    "passerelles_guest_link": Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=4)),
}


@dataclass(frozen=True, slots=True)
class Life:
    """What a session remembers of itself: whose it is, since when, last seen when."""

    who: str
    started: datetime
    seen: datetime

    def over(self, limits: Limits, now: datetime) -> str:
        """Which limit is reached: ``"absolute"``, ``"idle"``, or nothing."""
        if now - self.started >= limits.absolute:
            return "absolute"
        return "idle" if now - self.seen >= limits.idle else ""


def holder(session: Any) -> tuple[str, str]:
    """``(key, identity)`` of whoever the session lets in; empty when nobody."""
    for key in LIMITS:
        if value := session.get(key):
            return key, f"{key}:{value}"
    return "", ""


def life_of(session: Any, who: str, now: datetime) -> Life | None:
    """The life written in the session, unless it belongs to another identity."""
    stored = session.get(LIFE_KEY)
    if not isinstance(stored, dict) or stored.get("who") != who:
        return None
    return Life(
        who=who,
        started=datetime.fromtimestamp(stored["started"], tz=now.tzinfo),
        seen=datetime.fromtimestamp(stored["seen"], tz=now.tzinfo),
    )


def write_life(session: Any, life: Life) -> None:
    session[LIFE_KEY] = {
        "who": life.who,
        "started": life.started.timestamp(),
        "seen": life.seen.timestamp(),
    }
