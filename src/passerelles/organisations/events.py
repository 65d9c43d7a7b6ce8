"""Journal events of the area, declared when the application starts."""

from passerelles.organisations import directory_events, member_events

__all__ = ["directory_events", "member_events"]
