"""What somebody else wrote while a form was being filled: shown beside what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.work import history
from passerelles.web import french

Written = list[tuple[str, str]]
CONTACT = ("done_on", "still_in_job", "mood", "words", "set_aside_on", "set_aside_why")
ADAPTATION = (
    "solution",
    "funder",
    "cost",
    "funded",
    "done_on",
    "set_aside_on",
    "set_aside_by",
    "set_aside_why",
)
RETURN = ("exercised_on", "reason")
PLAN = ("tutor", "co_tutor")
CHECK = ("done_on", "mood", "words", "answered_by")
ALERT = ("alert_answer", "alert_words")


def change_of_work(eyes: Eyes, situation: WorkSituation) -> Callable[[], Written]:
    """The last line of the history, read when the conflict is shown."""

    def written() -> Written:
        lines = history(eyes, situation)
        if not lines:
            return []
        last = lines[0]
        rows = [
            (_("Qui"), last.who),
            (_("Ce qui s’est passé"), str(last.change.get_event_display())),
        ]
        rows += [(label, f"{before} → {after}") for label, before, after in last.differences]
        if last.change.reason:
            rows.append((_("Raison"), last.change.reason))
        return rows

    return written


def words_of(row: Model, names: tuple[str, ...]) -> Callable[[], Written]:
    """These fields of a row as they are now, empty ones left out."""

    def written() -> Written:
        row.refresh_from_db()
        rows = [(_label(row, name), _said(row, name)) for name in names]
        return [(label, said) for label, said in rows if said]

    return written


def _label(row: Model, name: str) -> str:
    label = str(getattr(row._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def _said(row: Model, name: str) -> str:
    value: Any = getattr(row, name)
    if isinstance(value, date):
        return french.short_date(value)
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else value or "")
