"""Reads of sharing: who sees what, who read what, what is due."""

from passerelles.sharing.queries.due import DueItem, due_items
from passerelles.sharing.queries.journal import Alert, alerts, organisation_lines
from passerelles.sharing.queries.log import LogDay, LogRow, own_reads, person_log
from passerelles.sharing.queries.overview import Overview, overview, shared_with
from passerelles.sharing.queries.receivers import receivers

__all__ = [
    "Alert",
    "DueItem",
    "LogDay",
    "LogRow",
    "Overview",
    "alerts",
    "due_items",
    "organisation_lines",
    "overview",
    "own_reads",
    "person_log",
    "receivers",
    "shared_with",
]
