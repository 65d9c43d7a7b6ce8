"""What people judged before a contract: said with it, or already at the entry of its programme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.law.programmes.shipped import judged_before
from passerelles.law.work_kinds import WorkKind
from passerelles.pathways.models import EntryGrounds, ProgrammeEnrolment, WorkSituation
from passerelles.pathways.queries.work_programmes import enrolled_in
from passerelles.pathways.rules.work import JUDGMENTS
from passerelles.sharing.rules.volets import Volet
from passerelles.web import french

ALREADY = "judged_already"  # initial value of a form: what the programme's entry says


@dataclass(frozen=True, slots=True)
class Judged:
    """Conditions people said yes to, among those of the kind; who said it, which day."""

    codes: tuple[str, ...]
    by: str
    on: date


def judged_at_entry(person_id: UUID, kind: WorkKind) -> Judged | None:
    """What was judged to enter the programme the person is in, where the actor in scope reads it.

    Nothing is taken from a very personal volet: a contract is read by others.
    """
    asked = {one.code for one in judged_before(kind)}
    if not asked:
        return None
    rows = ProgrammeEnrolment.objects.filter(person_id=person_id, left_on=None)
    fitting = [
        row
        for row in rows.select_related("own_version__programme")
        if enrolled_in([row])[0].code == kind.judged_in
        and asked <= {one.code for one in row.rules.entry.judgments}
    ]
    told = (
        EntryGrounds.objects.filter(enrolment__in=[row.pk for row in fitting])
        .exclude(volet=Volet.SENSITIVE)
        .order_by("-recorded_at")
    )
    for grounds in told:
        judged = grounds.content.judgments
        if judged is not None:
            said_on = timezone.localtime(grounds.recorded_at, clock.PARIS).date()
            codes = tuple(code for code in judged if code in asked)
            return Judged(codes, grounds.author_name, said_on)
    return None


def already_judged(person_id: UUID, kind: WorkKind) -> dict[str, Any]:
    """Initial value for a form that would else ask it again."""
    known = judged_at_entry(person_id, kind)
    return {ALREADY: known} if known else {}


def judged_rows(situation: WorkSituation) -> Iterator[tuple[str, str]]:
    """Each condition with its answer, who said it and why."""
    told = situation.details.get(JUDGMENTS)
    for one in judged_before(situation.law_kind):
        if told is None:
            yield _sentence(one.label), _("Pas encore jugé : à dire par l’équipe")
        else:
            yield _sentence(one.label), _said(situation, one.code in told)


def _said(situation: WorkSituation, yes: bool) -> str:
    parts = [_("Oui") if yes else _("Non")]
    if situation.judged_words:
        parts.append(f"« {situation.judged_words} »")
    if situation.judged_on:
        day = french.short_date(situation.judged_on)
        parts.append(
            _("dit par %(who)s le %(day)s") % {"who": situation.judged_by, "day": day}
            if situation.judged_by
            else _("dit le %(day)s") % {"day": day}
        )
    return " — ".join(parts)


def _sentence(label: str) -> str:
    return label[:1].upper() + label[1:]
