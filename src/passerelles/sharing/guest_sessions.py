"""What a tutor's session holds: the link it came by, and the proof that it is the one opened."""

from __future__ import annotations

LINK_KEY = "passerelles_guest_link"
BOUND_KEY = "passerelles_guest_session"
