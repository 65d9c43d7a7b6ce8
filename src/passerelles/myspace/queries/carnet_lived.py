"""Lines of the carnet about what the person took part in: workshops, programmes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passerelles.kernel import clock
from passerelles.law.wording import number_fr
from passerelles.myspace.rules.carnet import CarnetLine, CarnetSection
from passerelles.pathways.models import ProgrammeEnrolment
from passerelles.pathways.queries.enrolment_law import with_history
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.rules.enrolments import Attendance, grounds_volet
from passerelles.sharing.rules.volets import Volet
from passerelles.skills.queries.attended import attended
from passerelles.web import french


def workshop_lines(eyes: Eyes) -> Iterator[CarnetLine]:
    """Each workshop she came to, with what was worked on there; never a day she missed."""
    for row in attended(eyes):
        times = ngettext("%(days)d séance", "%(days)d séances", row.days) % {"days": row.days}
        details = [_hours(times, row.hours)]
        if row.skills:
            details.append(_("On y a travaillé : %(what)s") % {"what": ", ".join(row.skills)})
        yield CarnetLine(
            f"workshop:{row.workshop.pk}",
            CarnetSection.STORY,
            _("Atelier : %(title)s") % {"title": row.workshop.title},
            when=_capital(french.period(row.first, row.last)),
            details=tuple(details),
            who=row.writer,
            on=row.first,
        )


def programme_lines(eyes: Eyes) -> Iterator[CarnetLine]:
    """Programmes she entered, the steps lived in the order they came, the days she worked.

    The carnet is given to employers: a programme entered for something very personal is not named.
    """
    rows = with_history(eyes.entries(ProgrammeEnrolment).filter(entered_on__lte=clock.today()))
    for row in rows:
        yield CarnetLine(
            f"programme:{row.id}",
            CarnetSection.STORY,
            _programme_title(eyes, row),
            when=_capital(french.period(row.entered_on, row.left_on)),
            details=tuple(_programme_details(row)),
            on=row.entered_on,
        )


def _is_named(row: ProgrammeEnrolment) -> bool:
    return grounds_volet(row.rules) is not Volet.SENSITIVE


def _programme_title(eyes: Eyes, row: ProgrammeEnrolment) -> str:
    if not _is_named(row):
        return _("Un accompagnement vers le travail")
    place = eyes.name(row.organisation)
    return f"{row.label} — {place}" if place else row.label


def _programme_details(row: ProgrammeEnrolment) -> Iterator[str]:
    if _is_named(row):
        yield from _steps_lived(row)
    came = [s for s in row.sessions.all() if s.attendance == Attendance.PRESENT]
    if came:
        days = len({session.day for session in came})
        told = ngettext("%(days)d jour de travail", "%(days)d jours de travail", days)
        yield _hours(told % {"days": days}, sum((s.hours for s in came), Decimal(0)))


def _steps_lived(row: ProgrammeEnrolment) -> Iterator[str]:
    if row.rules.plain:
        yield row.rules.plain
    today = clock.today()
    steps = [row.rules.label_of(p.phase) for p in row.phases.all() if p.started_on <= today]
    if steps:
        yield _("Étapes : %(steps)s") % {"steps": ", ".join(dict.fromkeys(steps))}


def _hours(told: str, hours: Decimal) -> str:
    if not hours:
        return told
    words = ngettext("%(hours)s heure", "%(hours)s heures", 2 if hours >= 2 else 1)
    return f"{told}, {words % {'hours': number_fr(hours)}}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
